package io.braid.learn;

import io.braid.encode.Batch;
import io.braid.encode.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The model's input for a chunk of examples, a row each: numbers, pooled embeddings, a one for the bias, and the missing
 * indicators. In front of it the row leaves room for the last hidden layer, when the heads read both.
 */
final class Input {
    private final Shape shape;
    private final List<EmbeddingTable> tables;
    private final Rows rows;
    private final int start;
    private final float[] row;
    private final float[] slope;

    /**
     * An input with {@code room} floats in front.
     *
     * @param chunk how many rows
     */
    Input(Shape shape, List<EmbeddingTable> tables, int chunk, int room) {
        this.shape = shape;
        this.tables = tables;
        this.start = room;
        this.rows = Rows.of(chunk, room + width(shape));
        this.row = new float[width(shape)];
        this.slope = new float[Math.max(1, shape.embedded())];
    }

    /** Floats of an input row: numbers, embeddings, one, indicators. */
    static int width(Shape shape) {
        return shape.values() + shape.embedded() + 1 + shape.flags();
    }

    /** A name for each float of an input row, which tells the same input in another model. */
    static List<String> columns(Shape shape) {
        List<String> columns = new ArrayList<>();
        columns.addAll(numbered("value", shape.valueFeatures()));
        for (Shape.Table table : shape.tables()) {
            columns.addAll(numbered("embedding", Collections.nCopies(table.dim(), table.feature())));
        }
        columns.add("one");
        columns.addAll(numbered("missing", shape.flagFeatures()));
        return columns;
    }

    private static List<String> numbered(String kind, List<String> features) {
        List<String> columns = new ArrayList<>();
        int number = 0;
        for (int i = 0; i < features.size(); i++) {
            number = i > 0 && features.get(i).equals(features.get(i - 1)) ? number + 1 : 0;
            columns.add(kind + " " + number + " of " + features.get(i));
        }
        return columns;
    }

    /** The matrix that holds it. */
    Rows rows() {
        return rows;
    }

    /** Its first column in {@link #rows}. */
    int start() {
        return start;
    }

    /** Its first embedded column, counted from {@link #start}. */
    int embeddedStart() {
        return shape.values();
    }

    /** Fills in the examples from {@code from} on. */
    void load(Batch batch, int from, int count) {
        int one = shape.values() + shape.embedded();
        for (int r = 0; r < count; r++) {
            int example = from + r;
            System.arraycopy(batch.values(), example * shape.values(), row, 0, shape.values());
            int at = shape.values();
            for (int table = 0; table < tables.size(); table++) {
                tables.get(table).pool(batch.bag(table), example, row, at);
                at += shape.tables().get(table).dim();
            }
            row[one] = 1f;
            System.arraycopy(batch.flags(), example * shape.flags(), row, one + 1, shape.flags());
            rows.block().write(r * rows.stride() + start, row, 0, row.length);
        }
    }

    /**
     * Hands the derivatives by the embedded columns, (count, embedded), on to the tables. Those of an example without any
     * label are zero, and must not touch its rows.
     */
    void accumulate(Batch batch, int from, int count, Rows slopes) {
        for (int r = 0; r < count; r++) {
            if (!batch.isLabelled(from + r)) {
                continue;
            }
            slopes.block().read(r * slopes.stride(), slope, 0, shape.embedded());
            int at = 0;
            for (int table = 0; table < tables.size(); table++) {
                tables.get(table).accumulate(batch.bag(table), from + r, slope, at);
                at += shape.tables().get(table).dim();
            }
        }
    }
}
