package io.braid.examples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The best possible scores that {@code docs/examples.md} states are those that the truth gives. */
final class BestScoresTest {
    private static final int POPULATION = 200_000;
    private static Map<String, BestScore> patients = Map.of();
    private static Map<String, BestScore> reviews = Map.of();

    @BeforeAll
    static void drawPopulation() {
        patients = patients(11, POPULATION);
        reviews = reviews(11, POPULATION);
    }

    @Test
    void documentedScoresOfPatientsAreTheBestPossible() throws IOException {
        Map<String, BestScore> bundled = patients(Example.SEED, Example.PATIENTS.events());

        assertDocumented(Example.PATIENTS, patients, bundled);
    }

    @Test
    void documentedScoresOfReviewsAreTheBestPossible() throws IOException {
        Map<String, BestScore> bundled = reviews(Example.SEED, Example.REVIEWS.events());

        assertDocumented(Example.REVIEWS, reviews, bundled);
    }

    @Test
    void drawnLabelsScoreWhatTheTruthExpects() {
        Map<String, BestScore> scores = new HashMap<>(patients);

        scores.putAll(reviews);

        assertThat(scores)
                .hasSize(11)
                .allSatisfy((name, score) -> assertThat(score.reached())
                        .isCloseTo(score.expected(), within(0.005 * (1 + score.expected()))));
    }

    private static void assertDocumented(
            Example example, Map<String, BestScore> population, Map<String, BestScore> bundled) throws IOException {
        Map<String, BestScore> documented = documented(example);
        assertThat(documented.keySet()).isEqualTo(bundled.keySet());
        documented.forEach((name, score) -> {
            BestScore onBundled = requireNonNull(bundled.get(name));
            BestScore onPopulation = requireNonNull(population.get(name));
            assertThat(score.trivial()).as(name).isCloseTo(onBundled.trivial(), within(0.0001));
            assertThat(score.expected()).as(name).isCloseTo(onPopulation.expected(), within(0.005));
            assertThat(score.reached()).as(name).isCloseTo(onBundled.reached(), within(0.0001));
        });
    }

    /** The lines of the table in the documentation: example, task, score, trivial, best expected, best on the bundled rows. */
    private static Map<String, BestScore> documented(Example example) throws IOException {
        Map<String, BestScore> scores = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("docs", "examples.md"))) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            if (cells.size() == 8 && cells.get(1).equals(example.title())) {
                scores.put(
                        cells.get(2) + " " + cells.get(3),
                        new BestScore(
                                Double.parseDouble(cells.get(4)),
                                Double.parseDouble(cells.get(5)),
                                Double.parseDouble(cells.get(6))));
            }
        }
        return scores;
    }

    private static Map<String, BestScore> patients(long seed, int count) {
        BestScores.Numbers age = new BestScores.Numbers();
        BestScores.Classes disease = new BestScores.Classes(PatientTruth.DISEASES.size());
        BestScores.Classes admitted = new BestScores.Classes(2);
        BestScores.Ranking ranking = new BestScores.Ranking();
        PatientGenerator.visits(seed, count).forEach(visit -> {
            PatientOptimum optimum = new PatientOptimum(visit.patient());
            age.add(optimum.age(), optimum.ageVariance(), visit.age());
            disease.add(optimum.disease(), visit.disease());
            double admission = optimum.admission();
            admitted.add(new double[] {1 - admission, admission}, visit.admitted());
            ranking.add(admission, visit.admitted());
        });
        return Map.of(
                "age rmse", age.rmse(),
                "age r2", age.r2(),
                "disease accuracy", disease.accuracy(),
                "disease log_loss", disease.logLoss(),
                "admitted auc", ranking.auc(),
                "admitted accuracy", admitted.accuracy(),
                "admitted log_loss", admitted.logLoss());
    }

    private static Map<String, BestScore> reviews(long seed, int count) {
        BestScores.Classes topic = new BestScores.Classes(ReviewTruth.TOPICS.size());
        BestScores.Numbers sentiment = new BestScores.Numbers();
        double variance = ReviewTruth.SENTIMENT_NOISE * ReviewTruth.SENTIMENT_NOISE;
        ReviewGenerator.reviews(seed, count).forEach(review -> {
            topic.add(ReviewTruth.topics(review.clauses()), review.topic());
            sentiment.add(ReviewTruth.sentiment(review.clauses()), variance, review.sentiment());
        });
        return Map.of(
                "topic accuracy", topic.accuracy(),
                "topic log_loss", topic.logLoss(),
                "sentiment rmse", sentiment.rmse(),
                "sentiment r2", sentiment.r2());
    }
}
