package io.braid.topology;

/** The next offset to be read of each partition of a topic. */
public interface Positions {
    /** The offset of the next record of {@code topic}-{@code partition}, or -1 when none was read yet. */
    long nextOffset(String topic, int partition);

    /** Notes that everything of {@code topic}-{@code partition} below {@code offset} was read. */
    void nextOffset(String topic, int partition, long offset);
}
