package io.braid.examples;

import java.util.List;

/**
 * The ground truth of the reviews: which subjects a topic's reviews speak of, what that implies about the topic of a given review,
 * and what its statements imply about the sentiment. {@code docs/examples.md} states the same in prose.
 */
final class ReviewTruth {
    /** The classes of {@code topic}. */
    static final List<String> TOPICS = List.of("food", "delivery", "staff", "price", "room", "app");

    /** How often a review is written about each topic. */
    private static final double[] PRIOR = {0.25, 0.2, 0.2, 0.15, 0.12, 0.08};

    /** The share of topics that were written down wrongly. */
    static final double WRONG_TOPIC = 0.04;

    /** Standard deviation of the sentiment around its mean. */
    static final double SENTIMENT_NOISE = 0.1;

    private static final double OWN_SUBJECT = 0.7;
    private static final double ANY_SUBJECT = 0.15;

    private ReviewTruth() {}

    /** How likely a review is about each topic, before it is read. */
    static double[] prior() {
        return PRIOR.clone();
    }

    /** How likely a statement has each subject, {@link ReviewLexicon#ANY} last, in a review about {@code topic}. */
    static double[] subjects(int topic) {
        double[] probabilities = new double[TOPICS.size() + 1];
        for (int subject = 0; subject < TOPICS.size(); subject++) {
            probabilities[subject] =
                    subject == topic ? OWN_SUBJECT : (1 - OWN_SUBJECT - ANY_SUBJECT) / (TOPICS.size() - 1);
        }
        probabilities[ReviewLexicon.ANY] = ANY_SUBJECT;
        return probabilities;
    }

    /**
     * The probability of each topic being written down for a review that makes these statements: Bayes' rule over the subjects of
     * its nouns, as every other choice of word is independent of the topic, then the share of wrong ones.
     */
    static double[] topics(List<Clause> clauses) {
        double[] probabilities = prior();
        double sum = 0;
        for (int topic = 0; topic < probabilities.length; topic++) {
            double[] subjects = subjects(topic);
            for (Clause clause : clauses) {
                probabilities[topic] *= subjects[clause.subject()];
            }
            sum += probabilities[topic];
        }
        for (int topic = 0; topic < probabilities.length; topic++) {
            double right = probabilities[topic] / sum;
            probabilities[topic] = right * (1 - WRONG_TOPIC) + (1 - right) * WRONG_TOPIC / (TOPICS.size() - 1);
        }
        return probabilities;
    }

    /** The mean of the sentiment of a review that makes these statements, from -0.7 to 0.7. */
    static double sentiment(List<Clause> clauses) {
        double sum = 0;
        double weights = 0;
        for (Clause clause : clauses) {
            sum += clause.weight() * clause.value();
            weights += clause.weight();
        }
        return 0.7 * sum / weights;
    }
}
