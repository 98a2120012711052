package io.braid.sample;

import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import io.braid.config.LossType;
import io.braid.config.TaskConfig;
import io.braid.ingest.Event;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A random stream of events of a configuration, the same for the same seed. All labels follow from one hidden number,
 * which the features show with noise, so that there is something to learn.
 */
public final class SampleEvents {
    private static final int CATEGORIES = 20;
    private static final int WORDS = 30;

    private final BraidConfig config;
    private final SplittableRandom random;
    private final double missingFeatures;
    private final double missingLabels;
    private long count;

    /** A stream in which nothing is missing. */
    public SampleEvents(BraidConfig config, long seed) {
        this(config, seed, 0, 0);
    }

    /** A stream in which the two shares of features and of labels are missing. */
    public SampleEvents(BraidConfig config, long seed, double missingFeatures, double missingLabels) {
        this.config = config;
        this.random = new SplittableRandom(seed);
        this.missingFeatures = missingFeatures;
        this.missingLabels = missingLabels;
    }

    /** The next {@code size} events. */
    public List<Event> take(int size) {
        return Stream.generate(this::next).limit(size).toList();
    }

    /** The next event; every fifth has no key. */
    public Event next() {
        double hidden = random.nextGaussian();
        int features = config.features().size();
        double[] numbers = new double[features];
        Arrays.fill(numbers, Double.NaN);
        byte[][] texts = new byte[features][];
        float[][] vectors = new float[features][];
        for (int index = 0; index < features; index++) {
            if (random.nextDouble() >= missingFeatures) {
                feature(config.features().get(index), index, hidden, numbers, texts, vectors);
            }
        }
        double[] labels = config.tasks().stream()
                .mapToDouble(task -> random.nextDouble() < missingLabels ? Double.NaN : label(task, hidden))
                .toArray();
        long number = count++;
        byte[] key = number % 5 == 4 ? null : bytes("key-" + number);
        return new Event(key, "event-" + number, 1_000_000 + number, numbers, texts, vectors, labels);
    }

    private void feature(
            FeatureConfig feature, int index, double hidden, double[] numbers, byte[][] texts, float[][] vectors) {
        DoubleSupplier noisy = () -> hidden + random.nextGaussian();
        if (feature instanceof FeatureConfig.Numeric) {
            numbers[index] = 5 + 3 * noisy.getAsDouble();
        } else if (feature instanceof FeatureConfig.Vector vector) {
            float[] values = new float[vector.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) noisy.getAsDouble();
            }
            vectors[index] = values;
        } else if (feature instanceof FeatureConfig.Categorical) {
            texts[index] = bytes("category-" + level(noisy.getAsDouble(), CATEGORIES));
        } else {
            texts[index] = bytes(IntStream.range(0, random.nextInt(7))
                    .mapToObj(word -> "word" + level(noisy.getAsDouble(), WORDS))
                    .collect(Collectors.joining(" ")));
        }
    }

    private double label(TaskConfig task, double hidden) {
        double noisy = hidden + 0.3 * random.nextGaussian();
        if (task instanceof TaskConfig.Binary) {
            return noisy > 0.5 ? 1 : 0;
        }
        if (task instanceof TaskConfig.Multiclass multiclass) {
            return level(noisy, multiclass.classes().size());
        }
        return task.loss() == LossType.POISSON ? level(noisy, 10) : 40 + 7 * noisy;
    }

    /** {@code value}, most of which lie between -2 and 2, as one of {@code levels} whole numbers. */
    private static int level(double value, int levels) {
        return Math.max(0, Math.min(levels - 1, (int) Math.floor((value + 2) / 4 * levels)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
