package io.braid.examples;

import io.braid.examples.ReviewLexicon.Word;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Draws invented reviews: first the topic, then statements whose subjects depend on it, then the words. The labels follow
 * {@link ReviewTruth}; at last some are hidden, without regard to their values. The same seed gives the same rows.
 */
public final class ReviewGenerator {
    /** The line above the rows. */
    public static final String HEADER = Review.HEADER;

    /** Share of the topics that are hidden. */
    static final double HIDDEN_TOPIC = 0.2;

    /** Share of the sentiments that are hidden. */
    static final double HIDDEN_SENTIMENT = 0.4;

    private static final List<String> DETERMINERS = List.of("the", "our", "their", "this");
    private static final List<String> VERBS = List.of("was", "is", "seemed", "felt");

    private final ReviewLexicon lexicon = ReviewLexicon.bundled();
    private final Draws draws;
    private LocalDateTime time = LocalDateTime.of(2024, 1, 1, 8, 0);

    private ReviewGenerator(long seed) {
        draws = new Draws(seed);
    }

    /**
     * Rows of CSV without the header, in order of time; fewer of them are the beginning of more.
     *
     * @param seed decides every draw
     * @param count how many rows
     */
    public static Stream<String> rows(long seed, int count) {
        return reviews(seed, count).map(Review::row);
    }

    /** The reviews that {@link #rows} writes. */
    static Stream<Review> reviews(long seed, int count) {
        ReviewGenerator generator = new ReviewGenerator(seed);
        return IntStream.rangeClosed(1, count).mapToObj(generator::next);
    }

    private Review next(int number) {
        time = time.plusMinutes(draws.between(1, 10));
        int topic = draws.index(ReviewTruth.prior());
        List<Clause> clauses = new ArrayList<>();
        List<String> sentences = new ArrayList<>();
        for (int left = draws.between(1, 3); left > 0; left--) {
            if (draws.chance(0.3)) {
                sentences.add(draws.one(lexicon.asides()));
            }
            sentences.add(sentence(topic, clauses));
        }
        double sentiment = ReviewTruth.sentiment(clauses) + ReviewTruth.SENTIMENT_NOISE * draws.boundedNoise();
        int writtenDown = draws.chance(ReviewTruth.WRONG_TOPIC) ? anotherTopic(topic) : topic;
        return new Review(
                number,
                time,
                String.join(" ", sentences),
                List.copyOf(clauses),
                draws.chance(HIDDEN_TOPIC) ? -1 : writtenDown,
                draws.chance(HIDDEN_SENTIMENT) ? Double.NaN : Math.rint(100 * sentiment) / 100);
    }

    /** A sentence of one or two statements, which are added to {@code clauses}. */
    private String sentence(int topic, List<Clause> clauses) {
        String text = statement(topic, false, clauses);
        if (draws.chance(0.4)) {
            boolean contrast = draws.chance(0.5);
            text += (contrast ? ", but " : " and ") + statement(topic, contrast, clauses);
        }
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    private String statement(int topic, boolean contrast, List<Clause> clauses) {
        int subject = draws.index(ReviewTruth.subjects(topic));
        Clause clause = new Clause(
                subject,
                draws.one(lexicon.nouns(subject)),
                sometimes(0.25, lexicon.negations()),
                sometimes(0.4, lexicon.degrees()),
                draws.one(lexicon.adjectives(subject)),
                contrast);
        clauses.add(clause);
        return String.join(" ", draws.one(DETERMINERS), clause.noun(), draws.one(VERBS), clause.judgement());
    }

    private Word sometimes(double probability, List<Word> words) {
        return draws.chance(probability) ? draws.one(words) : Clause.NOTHING;
    }

    private int anotherTopic(int topic) {
        int other = draws.between(0, ReviewTruth.TOPICS.size() - 2);
        return other < topic ? other : other + 1;
    }
}
