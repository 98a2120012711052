package io.braid.encode;

import io.braid.ingest.Event;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Turns one feature of an event into numbers or embedding rows of an example.
 *
 * <p>Encoders see events in the order of the stream; what they have learnt from them (a running mean, say) is a function
 * of that order alone.
 */
sealed interface FeatureEncoder permits NumericEncoder, VectorEncoder, CategoricalEncoder, TextEncoder {
    /** Encodes the feature of {@code event} into {@code batch}, whose example is open and blank. */
    void encode(Event event, Batch batch, int example);

    /** Forgets what was learnt from the stream. */
    default void reset() {}

    /** Writes what was learnt from the stream. */
    default void save(DataOutput out) throws IOException {}

    /** Takes over what {@link #save} wrote. */
    default void load(DataInput in) throws IOException {}

    /** Takes over what {@code other}, of the same settings, has learnt, and {@link #save} leaves out. */
    default void carryOver(FeatureEncoder other) {}
}
