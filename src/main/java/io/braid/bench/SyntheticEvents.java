package io.braid.bench;

import io.braid.ingest.Event;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Events of a workload, the same each time: normal numbers, values and words drawn evenly or by Zipf's law, and labels
 * that follow from all of them with noise.
 */
final class SyntheticEvents {
    private static final double SKEW = 1.05;
    private static final int WORDS = 20_000;
    private static final int[] VALUES = {100, 1_000, 5_000, 20_000, 100_000, 100_000, 200_000, 50};

    private final Workload workload;
    private final SplittableRandom random = new SplittableRandom(7);
    private final IntSupplier[] categories;
    private final IntSupplier words;
    private final float[][] directions;
    private final int features;

    SyntheticEvents(Workload workload) {
        this.workload = workload;
        categories = IntStream.range(0, workload.categories())
                .mapToObj(category -> workload.values() > 0
                        ? (IntSupplier) () -> random.nextInt(workload.values())
                        : skewed(VALUES[category % VALUES.length]))
                .toArray(IntSupplier[]::new);
        words = skewed(WORDS);
        directions = Stream.generate(this::normal).limit(workload.tasks()).toArray(float[][]::new);
        features = workload.config().features().size();
    }

    private IntSupplier skewed(int values) {
        double[] sums = new double[values];
        double sum = 0;
        for (int value = 0; value < values; value++) {
            sum += Math.pow(value + 1, -SKEW);
            sums[value] = sum;
        }
        double total = sum;
        return () -> {
            int place = Arrays.binarySearch(sums, random.nextDouble() * total);
            return place < 0 ? -place - 1 : place;
        };
    }

    private float[] normal() {
        float[] numbers = new float[workload.numbers()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    Event next() {
        double[] numbers = new double[features];
        Arrays.fill(numbers, Double.NaN);
        byte[][] texts = new byte[features][];
        float[][] vectors = new float[features][];
        float[] vector = normal();
        int feature = 0;
        if (vector.length > 0) {
            vectors[feature++] = vector;
        }
        double effect = 0;
        for (IntSupplier category : categories) {
            int value = category.getAsInt();
            effect += effect(value);
            texts[feature++] = bytes("value" + value);
        }
        if (workload.words() > 0) {
            int[] text = IntStream.generate(words).limit(workload.words()).toArray();
            effect += Arrays.stream(text).mapToDouble(SyntheticEvents::effect).sum() / Math.sqrt(text.length);
            texts[feature] =
                    bytes(Arrays.stream(text).mapToObj(word -> "word" + word).collect(Collectors.joining(" ")));
        }
        double[] labels = new double[workload.tasks()];
        for (int task = 0; task < labels.length; task++) {
            labels[task] = label(task, hidden(vector, directions[task]) + effect + 0.5 * random.nextGaussian());
        }
        return new Event(null, "event", 0, numbers, texts, vectors, labels);
    }

    /** One of four amounts, by the value's hash. */
    private static double effect(int value) {
        return ((value * 0x9E3779B9) >>> 30) * 0.2 - 0.3;
    }

    private static double hidden(float[] numbers, float[] direction) {
        double sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            sum += numbers[i] * direction[i];
        }
        return sum / Math.sqrt(Math.max(1, numbers.length));
    }

    private static double label(int task, double hidden) {
        return switch (task % 3) {
            case 0 -> hidden > 0 ? 1 : 0;
            case 1 -> Math.max(0, Math.min(4, Math.floor(2.5 + hidden * 1.5)));
            default -> Math.tanh(hidden);
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
