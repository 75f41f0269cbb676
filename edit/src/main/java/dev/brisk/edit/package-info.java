@NullMarked
package dev.brisk.edit;

import org.jspecify.annotations.NullMarked;
