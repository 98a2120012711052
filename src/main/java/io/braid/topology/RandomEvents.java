package io.braid.topology;

import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import io.braid.config.TaskConfig;
import io.braid.ingest.Event;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Events of a configuration's shape without any meaning: nothing is missing, and there is nothing to learn from them. */
final class RandomEvents {
    private static final int WORDS = 1_000;

    private final List<FeatureConfig> features;
    private final List<TaskConfig> tasks;
    private final SplittableRandom random = new SplittableRandom(1);

    RandomEvents(BraidConfig config) {
        features = config.features();
        tasks = config.tasks();
    }

    Event next() {
        double[] numbers = new double[features.size()];
        Arrays.fill(numbers, Double.NaN);
        byte[][] texts = new byte[features.size()][];
        float[][] vectors = new float[features.size()][];
        for (int feature = 0; feature < features.size(); feature++) {
            if (features.get(feature) instanceof FeatureConfig.Numeric) {
                numbers[feature] = random.nextGaussian();
            } else if (features.get(feature) instanceof FeatureConfig.Vector vector) {
                vectors[feature] = vector(vector.size());
            } else {
                texts[feature] = ("word" + random.nextInt(WORDS)).getBytes(StandardCharsets.UTF_8);
            }
        }
        double[] labels = tasks.stream().mapToDouble(this::label).toArray();
        return new Event(null, "event", 0, numbers, texts, vectors, labels);
    }

    private float[] vector(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private double label(TaskConfig task) {
        if (task instanceof TaskConfig.Multiclass multiclass) {
            return random.nextInt(multiclass.classes().size());
        }
        return task instanceof TaskConfig.Binary ? random.nextInt(2) : random.nextDouble();
    }
}
