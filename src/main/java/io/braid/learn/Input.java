package io.braid.learn;

import io.braid.encode.Batch;
import io.braid.encode.Shape;
import io.braid.learn.kernel.Matrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The model's input for a chunk of examples, a row each: numbers, pooled embeddings, a one for the bias, and the missing
 * indicators. In front of it the row leaves room for the last hidden layer, when the heads read both.
 *
 * <p>Most chunks have no missing value; then the indicators are left out of all products. Where they are in, a row of none
 * comes out the same to the bit, since zeros are added to sums that are complete.
 */
final class Input {
    private final Shape shape;
    private final List<EmbeddingTable> tables;
    private final Matrix rows;
    private final Matrix values;
    private final Matrix indicators;
    private final Matrix[] embedded;
    private final boolean[] labelled;
    private boolean marked;

    /**
     * An input with {@code room} floats in front.
     *
     * @param chunk how many rows
     */
    Input(Shape shape, List<EmbeddingTable> tables, int chunk, int room) {
        this.shape = shape;
        this.tables = tables;
        this.rows = Matrix.zeros(chunk, room + width(shape));
        this.values = rows.at(0, room);
        this.embedded = new Matrix[tables.size()];
        int at = shape.values();
        for (int table = 0; table < embedded.length; table++) {
            embedded[table] = values.at(0, at);
            at += shape.tables().get(table).dim();
        }
        values.at(0, at).fill(chunk, 1f);
        this.indicators = values.at(0, at + 1);
        this.labelled = new boolean[chunk];
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

    /** Floats of an input row. */
    int width() {
        return width(shape);
    }

    /** Floats of an input row before its indicators. */
    int unmarkedWidth() {
        return width(shape) - shape.flags();
    }

    /** How many indicators an input row has. */
    int indicatorWidth() {
        return shape.flags();
    }

    /** The matrix that holds it, the room in front included. */
    Matrix withRoom() {
        return rows;
    }

    /** It from its first number on. */
    Matrix columns() {
        return values;
    }

    /** It from its first indicator on; of no meaning unless {@link #isMarked}. */
    Matrix indicators() {
        return indicators;
    }

    /** Whether any of its indicators is set. */
    boolean isMarked() {
        return marked;
    }

    /** Its first embedded column, counted from its first number. */
    int embeddedStart() {
        return shape.values();
    }

    /** Fills in the examples from {@code from} on. */
    void load(Batch batch, int from, int count) {
        for (int r = 0; r < count; r++) {
            values.write(r, batch.values(), (from + r) * shape.values(), shape.values());
        }
        for (int table = 0; table < embedded.length; table++) {
            tables.get(table).pool(batch.bag(table), from, count, embedded[table]);
        }
        marked = isMarked(batch.flags(), from * shape.flags(), (from + count) * shape.flags());
        for (int r = 0; r < count && marked; r++) {
            indicators.write(r, batch.flags(), (from + r) * shape.flags(), shape.flags());
        }
    }

    private static boolean isMarked(float[] flags, int from, int to) {
        int bits = 0;
        for (int i = from; i < to; i++) {
            bits |= Float.floatToRawIntBits(flags[i]);
        }
        return bits != 0;
    }

    /**
     * Hands the derivatives by the embedded columns, (count, embedded), on to the tables. Those of an example without any
     * label are zero, and must not touch its rows.
     *
     * @param slopes those of each table
     */
    void accumulate(Batch batch, int from, int count, Matrix[] slopes) {
        for (int r = 0; r < count; r++) {
            labelled[r] = batch.isLabelled(from + r);
        }
        for (int table = 0; table < embedded.length; table++) {
            tables.get(table).accumulate(batch.bag(table), from, count, slopes[table], labelled);
        }
    }
}
