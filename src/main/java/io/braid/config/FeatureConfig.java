package io.braid.config;

/** One input of the model, by name, and the path of the event's field that it is read from. */
public sealed interface FeatureConfig {
    /** The name of the feature. */
    String name();

    /** The path of its field in the event's schema, with dots between nested records. */
    String field();

    /** A number, standardised online; a missing one is the mean, with an indicator. */
    record Numeric(String name, String field) implements FeatureConfig {}

    /**
     * A value out of many, as a learned embedding.
     *
     * @param dim length of the embedding
     * @param rows how many values have a row of their own; further ones share
     */
    record Categorical(String name, String field, int dim, int rows) implements FeatureConfig {}

    /**
     * A text as the bag of its hashed word n-grams.
     *
     * @param dim length of the embedding of an n-gram
     * @param rows how many rows the hashed table has
     * @param ngrams the longest n-gram, in words
     */
    record Text(String name, String field, int dim, int rows, int ngrams) implements FeatureConfig {}

    /**
     * A list of numbers of fixed length, standardised together.
     *
     * @param size how many numbers
     */
    record Vector(String name, String field, int size) implements FeatureConfig {}
}
