package io.braid.bench;

/** What is measured. */
public enum Contestant {
    /** Braid as {@code braid run} starts it. */
    BRAID,
    /** {@link PassThrough}: Kafka Streams with the same settings and outputs, without decoding and learning. */
    PASS_THROUGH
}
