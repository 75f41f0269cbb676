/** What is asked: workloads and the files that their cases come from (docs/lab.md). */
@org.jspecify.annotations.NullMarked
package dev.brisk.lab.workload;
