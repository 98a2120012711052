package io.braid.publish;

import io.braid.config.TaskConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How the values of one task's predictions are written: the fields after those that all predictions share. */
sealed interface PredictedValues {
    /** How many values a prediction has. */
    int count();

    /** Writes the fields of {@code values}, {@link #count()} of them. */
    void write(FramedBuffer buffer, float[] values);

    /** The way of {@code task}. */
    static PredictedValues of(TaskConfig task) {
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
