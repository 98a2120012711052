package io.braid.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What a predictor that knows the truth scores, gathered case by case. */
final class BestScores {
    private BestScores() {}

    /** Squared error against numbers. */
    static final class Numbers {
        private final List<Double> means = new ArrayList<>();
        private final List<Double> variances = new ArrayList<>();
        private final List<Double> labels = new ArrayList<>();
        private final List<Double> squaredErrors = new ArrayList<>();

        /** Adds a case by the mean and variance of its label; {@code label} is {@code NaN} where hidden. */
        void add(double mean, double variance, double label) {
            means.add(mean);
            variances.add(variance);
            if (!Double.isNaN(label)) {
                labels.add(label);
                squaredErrors.add((label - mean) * (label - mean));
            }
        }

        BestScore rmse() {
            return new BestScore(
                    Math.sqrt(variance(labels)), Math.sqrt(mean(variances)), Math.sqrt(mean(squaredErrors)));
        }

        /** The share of the labels' variance that is explained. */
        BestScore r2() {
            double unexplained = mean(variances);
            return new BestScore(
                    0, variance(means) / (variance(means) + unexplained), 1 - mean(squaredErrors) / variance(labels));
        }
    }

    /** Accuracy and logarithmic loss of probabilities of classes. */
    static final class Classes {
        private final int[] labels;
        private final List<Double> highest = new ArrayList<>();
        private final List<Double> entropies = new ArrayList<>();
        private final List<Double> hits = new ArrayList<>();
        private final List<Double> losses = new ArrayList<>();

        Classes(int classes) {
            labels = new int[classes];
        }

        /** Adds a case by the probabilities of its label; {@code label} is -1 where hidden. */
        void add(double[] probabilities, int label) {
            int best = 0;
            for (int i = 1; i < probabilities.length; i++) {
                best = probabilities[i] > probabilities[best] ? i : best;
            }
            highest.add(probabilities[best]);
            entropies.add(entropy(probabilities));
            if (label >= 0) {
                labels[label]++;
                hits.add(label == best ? 1.0 : 0.0);
                losses.add(-Math.log(probabilities[label]));
            }
        }

        BestScore accuracy() {
            double majority = Arrays.stream(labels).max().orElseThrow() / (double) hits.size();
            return new BestScore(majority, mean(highest), mean(hits));
        }

        BestScore logLoss() {
            double[] shares = Arrays.stream(labels)
                    .mapToDouble(n -> n / (double) hits.size())
                    .toArray();
            return new BestScore(entropy(shares), mean(entropies), mean(losses));
        }

        private static double entropy(double[] probabilities) {
            return -Arrays.stream(probabilities).map(p -> p * Math.log(p)).sum();
        }
    }

    /** How well probabilities rank: the chance that a positive case stands above a negative one. */
    static final class Ranking {
        private final List<Ranked> expected = new ArrayList<>();
        private final List<Ranked> reached = new ArrayList<>();

        private record Ranked(double probability, double positive, double negative) {}

        /** Adds a case by the probability that it is positive; {@code label} is 1, 0, or -1 where hidden. */
        void add(double probability, int label) {
            expected.add(new Ranked(probability, probability, 1 - probability));
            if (label >= 0) {
                reached.add(new Ranked(probability, label, 1 - label));
            }
        }

        BestScore auc() {
            return new BestScore(0.5, area(expected), area(reached));
        }

        private static double area(List<Ranked> cases) {
            double below = 0;
            double area = 0;
            double positives = 0;
            for (Ranked each : cases.stream()
                    .sorted(Comparator.comparingDouble(Ranked::probability))
                    .toList()) {
                area += each.positive() * (below + each.negative() / 2);
                below += each.negative();
                positives += each.positive();
            }
            return area / (positives * below);
        }
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    private static double variance(List<Double> values) {
        double mean = mean(values);
        return values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
    }
}
