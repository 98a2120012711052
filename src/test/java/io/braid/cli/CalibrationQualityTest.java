package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What calibration and intervals are worth on the data sets of {@link DatasetsTest}: each is replayed with the defaults and
 * without calibration.
 *
 * <p>{@code -Dbraid.data=FOLDER} says where the data lie; {@code -Dbraid.docs.update=true} writes the tables of
 * docs/quality.md anew.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CalibrationQualityTest {
    private static final double LEVEL = 0.9;
    private static final long MANY = 20_000;

    private final List<Result> results = new ArrayList<>();

    /** One task's scores as the summary holds them, with the defaults and without calibration. */
    private record Result(String dataset, String task, JsonNode calibrated, JsonNode plain) {
        boolean isOf(String type) {
            return calibrated.get("type").asText().equals(type);
        }

        long labelled() {
            return calibrated.get("labelled").asLong();
        }

        double score(String name) {
            return calibrated.get(name).asDouble();
        }

        double plain(String name) {
            return plain.get(name).asDouble();
        }
    }

    @BeforeAll
    void replay(@TempDir Path directory) throws IOException {
        DatasetsTest.assumeData();
        for (String dataset : DatasetsTest.DATASETS) {
            Path config = DatasetsTest.CONFIGS.resolve(dataset + ".yaml");
            Path off = directory.resolve(dataset + ".yaml");
            Files.writeString(off, Files.readString(config) + "\npredictions: {calibrate: false, interval: none}\n");
            JsonNode calibrated = tasks(config, dataset);
            JsonNode plain = tasks(off, dataset);
            calibrated
                    .fieldNames()
                    .forEachRemaining(
                            task -> results.add(new Result(dataset, task, calibrated.get(task), plain.get(task))));
        }
        if (QualityDocs.update()) {
            QualityDocs.write("calibration", probabilities());
            QualityDocs.write("intervals", intervals());
        }
    }

    private static JsonNode tasks(Path config, String dataset) {
        String data = DatasetsTest.DATA.resolve(dataset + ".csv.gz").toString();
        return Outcome.of("replay", "--json", config.toString(), data).json().get("tasks");
    }

    @Test
    void intervalsHoldTheLabelAsOftenAsTheySay() {
        assertThat(results)
                .filteredOn(result -> result.isOf("regression"))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result.score("coverage"))
                        .as("%s %s", result.dataset(), result.task())
                        .isCloseTo(LEVEL, within(0.01)));
    }

    @Test
    void probabilitiesOfTasksWithManyLabelsComeTrueAsOftenAsTheySay() {
        assertThat(results)
                .filteredOn(result -> result.isOf("binary") && result.labelled() >= MANY)
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result.score("ece"))
                        .as("%s %s", result.dataset(), result.task())
                        .isLessThan(0.01));
    }

    @Test
    void calibrationIsWorthItOnTheWhole() {
        List<Result> probabilities =
                results.stream().filter(result -> !result.isOf("regression")).toList();
        List<Result> binary =
                results.stream().filter(result -> result.isOf("binary")).toList();

        assertThat(mean(binary, "ece", true)).isLessThan(mean(binary, "ece", false));
        assertThat(mean(probabilities, "log_loss", true)).isLessThan(mean(probabilities, "log_loss", false));
        assertThat(probabilities)
                .allSatisfy(result -> assertThat(result.score("log_loss") - result.plain("log_loss"))
                        .as("%s %s", result.dataset(), result.task())
                        .isLessThan(0.002));
    }

    private static double mean(List<Result> results, String score, boolean calibrated) {
        return results.stream()
                .mapToDouble(result -> calibrated ? result.score(score) : result.plain(score))
                .average()
                .orElseThrow();
    }

    @Test
    void calibrationLeavesTheWeightsAlone() {
        assertThat(results)
                .filteredOn(result -> result.isOf("regression"))
                .allSatisfy(result -> assertThat(result.score("rmse")).isEqualTo(result.plain("rmse")));
    }

    private String probabilities() {
        StringBuilder text = new StringBuilder(
                        "| data set | task | labels | ece | calibrated | log loss | calibrated |\n")
                .append("|---|---|---|---|---|---|---|\n");
        for (Result result : results) {
            if (!result.isOf("regression")) {
                boolean binary = result.isOf("binary");
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %,d | %s | %s | %.4f | %.4f |%n",
                        result.dataset(),
                        result.task(),
                        result.labelled(),
                        binary ? String.format(Locale.ROOT, "%.4f", result.plain("ece")) : "–",
                        binary ? String.format(Locale.ROOT, "%.4f", result.score("ece")) : "–",
                        result.plain("log_loss"),
                        result.score("log_loss")));
            }
        }
        return text.toString();
    }

    private String intervals() {
        StringBuilder text = new StringBuilder(
                        "| data set | task | labels | coverage | second half | mean width | rmse |\n")
                .append("|---|---|---|---|---|---|---|\n");
        for (Result result : results) {
            if (result.isOf("regression")) {
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %,d | %.4f | %.4f | %.3f | %.3f |%n",
                        result.dataset(),
                        result.task(),
                        result.labelled(),
                        result.score("coverage"),
                        result.calibrated().get("second_half").get("coverage").asDouble(),
                        result.score("interval_width"),
                        result.score("rmse")));
            }
        }
        return text.toString();
    }
}
