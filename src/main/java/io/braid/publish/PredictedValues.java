package io.braid.publish;

import io.braid.config.PredictionsConfig;
import io.braid.config.TaskConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How the values of one task's predictions are written: the fields after those that all predictions share. */
sealed interface PredictedValues {
    /** How many values a prediction has, bounds left aside. */
    int count();

    /** Writes the fields of {@code values}. */
    void write(FramedBuffer buffer, float[] values);

    /** Throws if a prediction can't have {@code length} values. */
    default void require(int length) {
        if (length != count()) {
            throw new IllegalArgumentException("predicted values: " + length + " (expected: " + count() + ")");
        }
    }

    /** The way of {@code task} in a topic of its own. */
    static PredictedValues of(TaskConfig task, PredictionsConfig predictions) {
        return task instanceof TaskConfig.Regression ? new NumberWithBounds(predictions.interval()) : within(task);
    }

    /** The way of {@code task} in a record with the predictions of all. */
    static PredictedValues within(TaskConfig task) {
        return task instanceof TaskConfig.Multiclass multiclass
                ? PerClass.of(multiclass.classes())
                : new SingleNumber();
    }

    /** A binary task's {@code probability}, a regression task's {@code value}. */
    record SingleNumber() implements PredictedValues {
        @Override
        public int count() {
            return 1;
        }

        @Override
        public void write(FramedBuffer buffer, float[] values) {
            buffer.writeDouble(values[0]);
        }
    }

    /**
     * A regression task's {@code value} and its interval, whose fields are null where there is none.
     *
     * @param level how often the interval should hold the label
     */
    record NumberWithBounds(double level) implements PredictedValues {
        @Override
        public int count() {
            return 1;
        }

        @Override
        public void require(int length) {
            if (length != Bounds.WITH) {
                PredictedValues.super.require(length);
            }
        }

        @Override
        public void write(FramedBuffer buffer, float[] values) {
            buffer.writeDouble(values[0]);
            boolean bounded = Bounds.areIn(values);
            writeOptional(buffer, bounded, bounded ? values[1] : 0);
            writeOptional(buffer, bounded, bounded ? values[2] : 0);
            writeOptional(buffer, bounded, level);
        }

        /** Writes a number of the union of null and double. */
        private static void writeOptional(FramedBuffer buffer, boolean present, double value) {
            buffer.writeLong(present ? 1 : 0);
            if (present) {
                buffer.writeDouble(value);
            }
        }
    }

    /**
     * The {@code lower} bound, the {@code upper} one and the {@code level} of a regression task's interval.
     *
     * @param level how often it should hold the label
     */
    record Bounds(double level) implements PredictedValues {
        /** How many values a prediction with an interval has. */
        private static final int WITH = 3;

        @Override
        public int count() {
            return WITH;
        }

        /** Whether {@code values} have them. */
        static boolean areIn(float[] values) {
            return values.length == WITH && !Float.isNaN(values[1]);
        }

        @Override
        public void write(FramedBuffer buffer, float[] values) {
            buffer.writeDouble(values[1]);
            buffer.writeDouble(values[2]);
            buffer.writeDouble(level);
        }
    }

    /**
     * A multiclass task's {@code label} and {@code probabilities}.
     *
     * @param classes the names of the classes in UTF-8
     */
    record PerClass(List<byte[]> classes) implements PredictedValues {
        static PerClass of(List<String> classes) {
            return new PerClass(classes.stream()
                    .map(name -> name.getBytes(StandardCharsets.UTF_8))
                    .toList());
        }

        @Override
        public int count() {
            return classes.size();
        }

        @Override
        public void write(FramedBuffer buffer, float[] values) {
            buffer.writeString(classes.get(likeliest(values)));
            buffer.writeLong(values.length);
            for (int i = 0; i < values.length; i++) {
                buffer.writeString(classes.get(i));
                buffer.writeDouble(values[i]);
            }
            buffer.writeLong(0);
        }

        private static int likeliest(float[] values) {
            int best = 0;
            for (int i = 1; i < values.length; i++) {
                if (values[i] > values[best]) {
                    best = i;
                }
            }
            return best;
        }
    }
}
