package io.braid.ingest;

import io.braid.config.BraidConfig;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An event in the making: its slots start as missing, and the steps of a {@link ReaderPlan} write to them. */
final class Draft {
    final double[] numbers;
    final byte[] @Nullable [] texts;
    final float[] @Nullable [] vectors;
    final double[] labels;

    @Nullable
    String id;

    long timestamp;

    private Draft(int features, int tasks) {
        numbers = new double[features];
        Arrays.fill(numbers, Double.NaN);
        texts = new byte[features][];
        vectors = new float[features][];
        labels = new double[tasks];
        Arrays.fill(labels, Double.NaN);
    }

    /** The slots of {@code config}; {@code timestamp} holds until the event's own is read. */
    static Draft of(BraidConfig config, long timestamp) {
        Draft draft = new Draft(config.features().size(), config.tasks().size());
        draft.timestamp = timestamp;
        return draft;
    }

    /** The event that was written. */
    Event event(byte @Nullable [] key, Origin origin) {
        String name = id == null ? origin.toString() : id;
        return new Event(key, name, timestamp, numbers, texts, vectors, labels);
    }
}
