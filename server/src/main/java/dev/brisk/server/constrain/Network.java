package dev.brisk.server.constrain;

/**
 * A grammar as automata over bytes, one a rule, which call each other: a recursive transition
 * network. States are numbered across all rules. Immutable.
 *
 * @param starts by rule, its first state
 * @param start the rule that the whole output follows
 * @param ends by state, the rule that may end there, or -1
 * @param steps by state, steps over bytes: triples of first class, last class, next state
 * @param calls by state, steps over rules: pairs of rule, next state
 * @param skips by state, next states without a step
 * @param classOf by byte, its class: bytes of a class are allowed in the same places
 * @param classes how many classes there are
 */
record Network(
    int[] starts,
    int start,
    int[] ends,
    int[][] steps,
    int[][] calls,
    int[][] skips,
    int[] classOf,
    int classes) {}
