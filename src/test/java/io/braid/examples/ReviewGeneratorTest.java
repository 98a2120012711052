package io.braid.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.examples.ReviewLexicon.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReviewGeneratorTest {
    private static final List<Review> REVIEWS =
            ReviewGenerator.reviews(Example.SEED, 20_000).toList();

    @Test
    void drawsTheSameRowsOnEveryMachine() {
        String rows = ReviewGenerator.rows(Example.SEED, 20_000).collect(Collectors.joining("\n"));

        String hash = Hashes.sha256(rows);

        assertThat(hash).isEqualTo("039cb1f1ec32df5391b73f2e4379a34904b5ca9980bbf49ca6dca596bf9489bc");
    }

    @Test
    void drawsOtherRowsFromAnotherSeed() {
        List<String> rows = ReviewGenerator.rows(1, 100).toList();

        List<String> others = ReviewGenerator.rows(2, 100).toList();

        assertThat(rows).doesNotContainAnyElementsOf(others);
    }

    @Test
    void sentimentStaysFromMinusOneToOne() {
        assertThat(REVIEWS.stream().mapToDouble(Review::sentiment).filter(value -> !Double.isNaN(value)))
                .hasSizeGreaterThan(1_000)
                .allMatch(value -> value >= -1 && value <= 1);
    }

    @Test
    void hidesLabelsAsOftenAsDocumented() {
        assertThat(share(review -> review.topic() < 0)).isCloseTo(ReviewGenerator.HIDDEN_TOPIC, within(0.012));
        assertThat(share(review -> Double.isNaN(review.sentiment())))
                .isCloseTo(ReviewGenerator.HIDDEN_SENTIMENT, within(0.012));
    }

    @Test
    void textSaysEverythingThatTheTruthDependsOn() {
        ReviewReader reader = new ReviewReader(ReviewLexicon.bundled());

        assertThat(REVIEWS).allMatch(review -> reader.clauses(review.text()).equals(review.clauses()));
    }

    @Test
    void nounBelongsToOneSubject() {
        ReviewLexicon lexicon = ReviewLexicon.bundled();

        List<String> nouns = IntStream.rangeClosed(0, ReviewLexicon.ANY)
                .boxed()
                .flatMap(subject -> lexicon.nouns(subject).stream())
                .toList();

        assertThat(nouns).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    }

    @Test
    void adjectiveSaysOneThingOfASubject() {
        ReviewLexicon lexicon = ReviewLexicon.bundled();

        assertThat(IntStream.rangeClosed(0, ReviewLexicon.ANY).boxed())
                .allSatisfy(subject -> assertThat(lexicon.adjectives(subject))
                        .extracting(Word::text)
                        .doesNotHaveDuplicates()
                        .hasSizeGreaterThan(30));
    }

    @Test
    void usesHundredsOfWords() {
        Set<String> words = new HashSet<>();

        REVIEWS.forEach(review -> words.addAll(List.of(review.text().split("\\W+"))));

        assertThat(words).hasSizeGreaterThan(350);
    }

    private static double share(Predicate<Review> hidden) {
        return REVIEWS.stream().filter(hidden).count() / (double) REVIEWS.size();
    }
}
