package dev.brisk.lab.results;

/**
 * One step of a load ladder. Its samples are those whose {@link Sample#group} is its own.
 *
 * @param group the name that its samples bear
 * @param perSecond the rate that was asked for
 * @param fromNanos when it began, from the start of the run
 * @param toNanos when its last request had ended
 * @param met whether the objective held
 * @param sentence what was found, such as "ttft.p95 was 412 ms, the objective is 300 ms."
 */
public record Step(
    String group, double perSecond, long fromNanos, long toNanos, boolean met, String sentence) {}
