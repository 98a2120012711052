package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.braid.cli.Description.Baseline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The default model on ten data sets, each with the features and tasks that its description suggests, beside what the
 * description says of other learners.
 *
 * <p>The data are no part of the repository: {@code -Dbraid.data=FOLDER} says where they lie, each a
 * {@code NAME.csv.gz} and its {@code NAME.md}. {@code -Dbraid.docs.update=true} writes the table of docs/quality.md anew.
 */
class DatasetsTest {
    static final Path DATA = Path.of(System.getProperty("braid.data", "../shared/data"));
    static final Path CONFIGS = Path.of("src/test/resources/datasets");
    private static final String TABLE = "datasets";
    private static final Pattern DOCUMENTED = Pattern.compile("\\| (\\w+) \\| (\\w+) \\| \\w+ \\| ([0-9.]+) \\|");

    /** How far from the documented scores another processor may be, whose products round in another order. */
    private static final double TOLERANCE = 0.05;

    static final List<String> DATASETS = List.of(
            "airline_tweets",
            "bike_hourly",
            "clothing_reviews",
            "digits8x8",
            "fashion14x14",
            "flights2001",
            "hflights",
            "nhanes_adults",
            "storms",
            "weather_daily");

    private static final Map<String, List<Result>> RESULTS = new ConcurrentHashMap<>();

    /**
     * One task, as others and as Braid predict it.
     *
     * @param scores Braid's, as the summary holds them
     */
    private record Result(String dataset, String task, Baseline baseline, JsonNode scores) {
        double score(Measure measure) {
            return measure.in(scores);
        }

        double score() {
            return score(baseline.measure());
        }

        boolean isHit() {
            Measure measure = baseline.measure();
            return !measure.isBetter(baseline.best(measure), score());
        }
    }

    @BeforeEach
    void needsTheData() {
        assumeData();
    }

    /** Skips what calls it where there are no data. */
    static void assumeData() {
        assumeTrue(
                Files.isDirectory(DATA),
                () -> DATA + ": no such folder (expected: the data sets and their descriptions; -Dbraid.data=FOLDER"
                        + " says where they are)");
    }

    @ParameterizedTest
    @FieldSource("DATASETS")
    void beatsTheGuessOnEveryTaskOnWhichOthersDo(String dataset) throws IOException {
        assertThat(results(dataset)).isNotEmpty().allSatisfy(result -> {
            Measure measure = result.baseline().trivial().first();
            double guess = result.baseline().trivial().by(measure);
            if (measure.isBetter(result.baseline().best(measure), guess)) {
                assertThat(measure.isBetter(result.score(measure), guess))
                        .as("%s: %s, a guess %s", result.task(), result.score(measure), guess)
                        .isTrue();
            }
        });
    }

    @ParameterizedTest
    @FieldSource("DATASETS")
    void ranksWithEveryBinaryTaskBetterThanACoin(String dataset) throws IOException {
        assertThat(results(dataset))
                .filteredOn(result -> result.baseline().measure() == Measure.AUC)
                .allSatisfy(
                        result -> assertThat(result.score()).as(result.task()).isGreaterThan(0.5));
    }

    @Test
    void isAtLeastAsGoodAsBothOthersOnFourTasksOfFive() throws IOException {
        List<Result> results = all();

        List<Result> hits = results.stream().filter(Result::isHit).toList();

        assertThat(hits.size()).as("of %d tasks", results.size()).isGreaterThanOrEqualTo((results.size() * 4 + 4) / 5);
    }

    @Test
    void isAsGoodAsDocumented() throws IOException {
        List<Result> results = all();
        if (QualityDocs.update()) {
            QualityDocs.write(TABLE, markdown(results));
        }

        Map<String, Double> documented = documented();

        assertThat(documented).hasSameSizeAs(results);
        assertThat(results).allSatisfy(result -> {
            double score = documented.getOrDefault(result.dataset() + " " + result.task(), Double.NaN);
            assertThat(result.score()).as(result.task()).isCloseTo(score, within(TOLERANCE * score));
        });
    }

    private static List<Result> all() throws IOException {
        List<Result> results = new ArrayList<>();
        for (String dataset : DATASETS) {
            results.addAll(results(dataset));
        }
        return results;
    }

    /** The tasks of {@code dataset}; learnt at the first call. */
    private static List<Result> results(String dataset) throws IOException {
        List<Result> known = RESULTS.get(dataset);
        if (known != null) {
            return known;
        }
        String config = CONFIGS.resolve(dataset + ".yaml").toString();
        String data = DATA.resolve(dataset + ".csv.gz").toString();
        JsonNode tasks = Outcome.of("replay", "--json", config, data).json().get("tasks");
        List<Result> results = new ArrayList<>();
        Description.read(DATA.resolve(dataset + ".md"))
                .baselines()
                .forEach((task, baseline) -> results.add(new Result(dataset, task, baseline, tasks.get(task))));
        assertThat(results).as("tasks of %s", dataset).hasSize(tasks.size());
        RESULTS.put(dataset, results);
        return results;
    }

    private static Map<String, Double> documented() throws IOException {
        Map<String, Double> scores = new ConcurrentHashMap<>();
        Matcher row = DOCUMENTED.matcher(QualityDocs.table(TABLE));
        while (row.find()) {
            scores.put(row.group(1) + " " + row.group(2), Double.parseDouble(row.group(3)));
        }
        return scores;
    }

    private static String markdown(List<Result> results) {
        StringBuilder text = new StringBuilder("| data set | task | score | Braid | trivial | linear | MLP | |\n")
                .append("|---|---|---|---|---|---|---|---|\n");
        for (Result result : results) {
            Measure measure = result.baseline().measure();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %.4f | %s | %.4f | %.4f | %s |%n",
                    result.dataset(),
                    result.task(),
                    measure.summarised(),
                    result.score(),
                    trivial(result),
                    result.baseline().linear().by(measure),
                    result.baseline().hidden().by(measure),
                    result.isHit() ? "hit" : "**miss**"));
        }
        long hits = results.stream().filter(Result::isHit).count();
        return text.append(String.format("%n**%d of %d tasks hit.**%n", hits, results.size()))
                .toString();
    }

    /** The guess's score; where it has another name than the others', with ours of that name. */
    private static String trivial(Result result) {
        Measure measure = result.baseline().trivial().first();
        double guess = result.baseline().trivial().by(measure);
        return measure == result.baseline().measure()
                ? String.format(Locale.ROOT, "%.4f", guess)
                : String.format(
                        Locale.ROOT, "0.5 (%s %.4f, Braid %.4f)", measure.summarised(), guess, result.score(measure));
    }
}
