package io.braid.bench;

/** Something that is done again and again while a clock runs. */
public interface Work {
    /** Does a stretch of it, long against a look at the clock, and returns how much that was, in units of its own. */
    long run();
}
