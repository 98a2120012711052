package io.braid.ingest;

import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
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

    private Draft(int features, int tasks, float[] @Nullable [] vectors, long timestamp) {
        numbers = new double[features];
        Arrays.fill(numbers, Double.NaN);
        texts = new byte[features][];
        this.vectors = vectors;
        labels = new double[tasks];
        Arrays.fill(labels, Double.NaN);
        this.timestamp = timestamp;
    }

    /** What drafts for one configuration have in common. */
    static final class Slots {
        private final int features;
        private final int tasks;
        private final float[] @Nullable [] noVectors;
        private final boolean hasVectors;

        /** The slots of {@code config}. */
        Slots(BraidConfig config) {
            features = config.features().size();
            tasks = config.tasks().size();
            noVectors = new float[features][];
            hasVectors = config.features().stream().anyMatch(FeatureConfig.Vector.class::isInstance);
        }

        /** A draft with nothing in it; {@code timestamp} holds until the event's own is read. */
        Draft draft(long timestamp) {
            // Without a vector feature nobody ever writes to them, so that all events share one array.
            return new Draft(features, tasks, hasVectors ? new float[features][] : noVectors, timestamp);
        }
    }

    /** The event that was written. */
    Event event(byte @Nullable [] key, Origin origin) {
        String name = id == null ? origin.toString() : id;
        return new Event(key, name, timestamp, numbers, texts, vectors, labels);
    }
}
