package io.braid.encode;

import java.util.List;

/**
 * What an encoded example looks like.
 *
 * @param values numbers of an example: numeric features and the elements of vector features
 * @param flags missing indicators of an example, one per numeric feature
 * @param tables the embedding tables that its bags read, in the order of the features
 * @param tasks labels of an example
 */
public record Shape(int values, int flags, List<Table> tables, int tasks) {
    public Shape {
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

    /** Floats of an example that come out of embeddings. */
    public int embedded() {
        return tables.stream().mapToInt(Table::dim).sum();
    }
}
