package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The workload on which other learners were measured, with the model, the optimiser and the batch size of the best of
 * them: PyTorch with one shared network.
 *
 * <p>The data are no part of the repository: {@code -Dbraid.peers=w.csv} says where they lie; docs/quality.md says how
 * to make them, and {@code -Dbraid.docs.update=true} writes its table anew.
 */
class PeersTest {
    private static final Path DATA = Path.of(System.getProperty("braid.peers", "../shared/peers/w.csv"));
    private static final Path CONFIG = Path.of("src/test/resources/datasets/w.yaml");

    /** PyTorch's, at three decimals. */
    private static final double AUC = 0.883;

    private static final double ACCURACY = 0.657;
    private static final double RMSE = 0.543;

    private static final int SEEDS = 5;

    @TempDir
    private Path directory;

    @BeforeEach
    void needsTheData() {
        assumeThat(DATA)
                .as("the workload as a CSV file; docs/quality.md says how to make it, -Dbraid.peers=FILE where it is")
                .exists();
    }

    @Test
    void isAsGoodAsTheBestOfThem() {
        JsonNode tasks = replay(CONFIG);

        assertThat(secondHalf(tasks, "y_bin", Measure.AUC)).isGreaterThanOrEqualTo(AUC);
        assertThat(secondHalf(tasks, "y_cls", Measure.ACCURACY)).isGreaterThanOrEqualTo(ACCURACY);
        assertThat(secondHalf(tasks, "y_reg", Measure.RMSE)).isLessThanOrEqualTo(RMSE);
    }

    @Test
    void ranksAndEstimatesAsWellWithEverySeed() throws IOException {
        assumeThat(QualityDocs.update())
                .as("ten runs, which also write the table anew: -Dbraid.docs.update=true")
                .isTrue();
        StringBuilder table = new StringBuilder("| Braid | seed | AUC | accuracy | RMSE |\n|---|---|---|---|---|\n");
        for (int weight : new int[] {2, 1}) {
            for (int seed = 1; seed <= SEEDS; seed++) {
                JsonNode tasks = replay(variant(weight, seed));

                double auc = secondHalf(tasks, "y_bin", Measure.AUC);
                double accuracy = secondHalf(tasks, "y_cls", Measure.ACCURACY);
                double rmse = secondHalf(tasks, "y_reg", Measure.RMSE);
                assertThat(auc).as("seed %d", seed).isGreaterThanOrEqualTo(AUC);
                if (weight == 2) {
                    assertThat(rmse).as("seed %d", seed).isLessThanOrEqualTo(RMSE);
                }
                table.append(String.format(
                        Locale.ROOT,
                        "| y_reg with weight %d | %d | %.4f | %.4f | %.4f |%n",
                        weight,
                        seed,
                        auc,
                        accuracy,
                        rmse));
            }
        }
        QualityDocs.write("w", table.toString());
    }

    private Path variant(int weight, int seed) throws IOException {
        String yaml = Files.readString(CONFIG).replace("weight: 2", "weight: " + weight) + "seed: " + seed + "\n";
        return Files.writeString(directory.resolve("w-" + weight + "-" + seed + ".yaml"), yaml);
    }

    private static JsonNode replay(Path config) {
        return Outcome.of("replay", "--json", config.toString(), DATA.toString())
                .json()
                .get("tasks");
    }

    private static double secondHalf(JsonNode tasks, String task, Measure measure) {
        return measure.in(tasks.get(task).get("second_half"));
    }
}
