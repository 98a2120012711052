package io.braid.encode;

import java.util.List;

/**
 * What an encoded example looks like.
 *
 * @param valueFeatures per number of an example its feature: numeric features and the elements of vector features
 * @param flagFeatures per missing indicator of an example its feature, which is numeric
 * @param tables the embedding tables that its bags read, in the order of the features
 * @param tasks labels of an example
 */
public record Shape(List<String> valueFeatures, List<String> flagFeatures, List<Table> tables, int tasks) {
    public Shape {
        valueFeatures = List.copyOf(valueFeatures);
        flagFeatures = List.copyOf(flagFeatures);
        tables = List.copyOf(tables);
    }

    /**
     * One embedding table.
     *
     * @param feature the feature that it serves
     * @param rows how many rows it has
     * @param dim floats in a row
     */
    public record Table(String feature, int rows, int dim) {}

    /** Numbers of an example. */
    public int values() {
        return valueFeatures.size();
    }

    /** Missing indicators of an example. */
    public int flags() {
        return flagFeatures.size();
    }

    /** Floats of an example that come out of embeddings. */
    public int embedded() {
        return tables.stream().mapToInt(Table::dim).sum();
    }
}
