package io.braid.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the description of a data set says of other learners, each of which learns one task alone.
 *
 * @param baselines by task
 */
record Description(Map<String, Baseline> baselines) {
    private static final String HEADING = "## Baselines";
    private static final Pattern ROW = Pattern.compile("\\| (\\w+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|");
    private static final Pattern SCORE = Pattern.compile("([\\w-]+) (-?[0-9.]+)");

    /** Scores by their measure, in the order in which they are written. */
    record Scores(Map<Measure, Double> values) {
        /** The measure that is named first. */
        Measure first() {
            return values.keySet().iterator().next();
        }

        /** The score by {@code measure}, which must be there. */
        double by(Measure measure) {
            return Objects.requireNonNull(values.get(measure), measure::name);
        }
    }

    /**
     * The scores of one task.
     *
     * @param trivial of the commonest class, or of the running mean
     * @param linear of a linear model
     * @param hidden of a model with a hidden layer
     */
    record Baseline(Scores trivial, Scores linear, Scores hidden) {
        /** The measure by which the task is judged. */
        Measure measure() {
            return linear.first();
        }

        /** The score of the better of the two models. */
        double best(Measure measure) {
            return measure.better(linear.by(measure), hidden.by(measure));
        }
    }

    /** The description in {@code file}. */
    static Description read(Path file) throws IOException {
        String text = Files.readString(file);
        Map<String, Baseline> baselines = new LinkedHashMap<>();
        Matcher row = ROW.matcher(text.substring(text.indexOf(HEADING)));
        while (row.find()) {
            if (!row.group(1).equals("task")) {
                baselines.put(
                        row.group(1), new Baseline(scores(row.group(2)), scores(row.group(3)), scores(row.group(4))));
            }
        }
        return new Description(baselines);
    }

    private static Scores scores(String cell) {
        Map<Measure, Double> scores = new LinkedHashMap<>();
        SCORE.matcher(cell)
                .results()
                .forEach(score -> Measure.described(score.group(1))
                        .ifPresent(measure -> scores.put(measure, Double.parseDouble(score.group(2)))));
        return new Scores(scores);
    }
}
