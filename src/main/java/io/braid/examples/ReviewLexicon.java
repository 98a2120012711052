package io.braid.examples;

import java.util.ArrayList;
import java.util.List;

/**
 * The words that reviews are made of, from {@code lexicon.csv}. A noun belongs to one subject: one of the topics, or {@link #ANY}
 * when it tells nothing about the topic. The same adjective can say different things of different subjects: a cheap price is a
 * good one, a cheap room is not.
 */
final class ReviewLexicon {
    /** The subject of the nouns that belong to no topic: the index after those of the topics. */
    static final int ANY = ReviewTruth.TOPICS.size();

    private final List<List<String>> nouns = new ArrayList<>();
    private final List<List<Word>> adjectives = new ArrayList<>();
    private final List<Word> degrees;
    private final List<Word> negations;
    private final List<String> asides;

    private ReviewLexicon(List<String[]> entries) {
        List<Word> everywhere = words(entries, "adjective", "any");
        for (String topic : ReviewTruth.TOPICS) {
            nouns.add(texts(entries, "noun", topic));
            List<Word> said = new ArrayList<>(words(entries, "adjective", topic));
            said.addAll(everywhere);
            adjectives.add(List.copyOf(said));
        }
        nouns.add(texts(entries, "noun", "any"));
        adjectives.add(everywhere);
        degrees = words(entries, "degree", "");
        negations = words(entries, "negation", "");
        asides = texts(entries, "aside", "");
    }

    /**
     * A word that carries sentiment.
     *
     * @param text the word itself
     * @param value of an adjective: from -1, bad, to 1, good; of a degree or a negation: the factor on what follows it
     */
    record Word(String text, double value) {}

    /** Reads the lexicon that comes with Braid: lines of kind, topic, text and value. */
    static ReviewLexicon bundled() {
        return new ReviewLexicon(Resource.text("reviews/lexicon.csv")
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList());
    }

    /** The nouns of a subject. */
    List<String> nouns(int subject) {
        return nouns.get(subject);
    }

    /** The adjectives that are said of the nouns of a subject. */
    List<Word> adjectives(int subject) {
        return adjectives.get(subject);
    }

    /** Words that strengthen or weaken the adjective after them. */
    List<Word> degrees() {
        return degrees;
    }

    /** Words that turn what follows them round. */
    List<Word> negations() {
        return negations;
    }

    /** Sentences that say nothing about topic or sentiment. */
    List<String> asides() {
        return asides;
    }

    private static List<Word> words(List<String[]> entries, String kind, String topic) {
        return entries.stream()
                .filter(entry -> entry[0].equals(kind) && entry[1].equals(topic))
                .map(entry -> new Word(entry[2], entry[3].isEmpty() ? 0 : Double.parseDouble(entry[3])))
                .toList();
    }

    private static List<String> texts(List<String[]> entries, String kind, String topic) {
        return words(entries, kind, topic).stream().map(Word::text).toList();
    }
}
