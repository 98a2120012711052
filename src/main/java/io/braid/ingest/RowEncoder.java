package io.braid.ingest;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Writes rows of text as Avro records, by a plan that is made once from the schema and the header.
 *
 * <p>A column belongs to the field whose path it is called by; others are ignored. An array's items stand in columns called
 * by its path and a number, or in one column with blanks between. Empty cells are null where the schema allows it, else the
 * field's default, else an empty string or array. Of a union's types the first that can hold the text is taken, strings last.
 */
final class RowEncoder {
    private static final byte[] NO_PREFIX = {};

    /** Records inside each other; only one that contains itself without a union has more, and then without an end. */
    private static final int DEEPEST = 100;

    private final Columns columns;
    private final FieldEncoder record;
    private final AvroBuffer buffer = new AvroBuffer();
    private int depth;

    /**
     * The encoder of rows with {@code columns} to records of {@code schema}.
     *
     * @throws DataException when no row can be such a record, or columns are there twice
     */
    RowEncoder(Schema schema, Columns columns) {
        this.columns = columns;
        record = group(schema, "");
    }

    /**
     * The Avro binary of a row.
     *
     * @param cells as many as there are columns
     * @throws BadRecord when a cell can't be written: the column, the text, what was expected
     */
    byte[] encode(List<String> cells) {
        buffer.truncate(0);
        record.encode(cells, buffer);
        return buffer.toBytes();
    }

    private FieldEncoder group(Schema schema, String prefix) {
        if (++depth > DEEPEST) {
            throw new DataException("schema " + schema.getFullName() + ": records inside each other, more than "
                    + DEEPEST + " (expected: no record that always contains itself)");
        }
        List<FieldEncoder> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            String path = prefix + field.name();
            FieldEncoder value = value(field.schema(), path);
            boolean isRecord = field.schema().getType() == Schema.Type.RECORD;
            fields.add(isRecord ? value : orEmpty(field, path, value));
        }
        depth--;
        return new FieldEncoder.Group(fields.toArray(FieldEncoder[]::new));
    }

    /** What stands for a field whose cells are empty. */
    private static FieldEncoder orEmpty(Schema.Field field, String path, FieldEncoder value) {
        Schema schema = field.schema();
        if (schema.isNullable()) {
            return orElse(nullOf(schema), value);
        } else if (field.hasDefaultValue()) {
            return orElse(AvroDefaults.encode(field), value);
        }
        return switch (schema.getType()) {
            // The length of nothing, and the end of no items.
            case STRING, ARRAY, MAP -> orElse(new byte[] {0}, value);
            default -> new FieldEncoder.Required(path, value);
        };
    }

    private static FieldEncoder orElse(byte[] empty, FieldEncoder value) {
        if (value instanceof FieldEncoder.Cell cell) {
            return new FieldEncoder.CellOrElse(empty, NO_PREFIX, cell);
        }
        if (value instanceof FieldEncoder.Choice choice
                && choice.branches().length == 1
                && choice.branches()[0].value() instanceof FieldEncoder.Cell cell) {
            return new FieldEncoder.CellOrElse(empty, index(choice.branches()[0].index()), cell);
        }
        return new FieldEncoder.OrElse(empty, value);
    }

    private static byte[] nullOf(Schema schema) {
        return schema.getType() == Schema.Type.UNION ? index(schema.getIndexNamed("null")) : NO_PREFIX;
    }

    private static byte[] index(int index) {
        AvroBuffer buffer = new AvroBuffer();
        buffer.writeLong(index);
        return buffer.toBytes();
    }

    private FieldEncoder value(Schema schema, String path) {
        return switch (schema.getType()) {
            case NULL, MAP -> new FieldEncoder.Absent();
            case RECORD -> group(schema, path + ".");
            case UNION -> choice(schema, path);
            case ARRAY -> array(schema.getElementType(), path);
            default -> {
                int column = columns.position(path);
                yield column == Columns.NONE
                        ? new FieldEncoder.Absent()
                        : new FieldEncoder.Cell(column, columns.name(column), CellType.of(schema));
            }
        };
    }

    private FieldEncoder choice(Schema union, String path) {
        List<FieldEncoder.Choice.Branch> branches = new ArrayList<>();
        List<FieldEncoder.Choice.Branch> texts = new ArrayList<>();
        for (int i = 0; i < union.getTypes().size(); i++) {
            Schema type = union.getTypes().get(i);
            // A record without columns is left out, which also ends the walk through a schema that contains itself.
            boolean isOut = type.getType() == Schema.Type.RECORD && !columns.hasBeneath(path);
            FieldEncoder value = isOut ? new FieldEncoder.Absent() : value(type, path);
            if (!(value instanceof FieldEncoder.Absent)) {
                boolean isText = type.getType() == Schema.Type.STRING || type.getType() == Schema.Type.BYTES;
                (isText ? texts : branches).add(new FieldEncoder.Choice.Branch(i, value));
            }
        }
        branches.addAll(texts);
        return branches.isEmpty()
                ? new FieldEncoder.Absent()
                : new FieldEncoder.Choice(branches.toArray(FieldEncoder.Choice.Branch[]::new));
    }

    private FieldEncoder array(Schema item, String path) {
        int nullIndex = Target.nullIndex(item);
        byte[] prefix = nullIndex < 0 ? NO_PREFIX : index(1 - nullIndex);
        CellType type = itemType(nullIndex < 0 ? item : item.getTypes().get(1 - nullIndex));
        int column = columns.position(path);
        if (column != Columns.NONE) {
            return new FieldEncoder.Listing(column, columns.name(column), prefix, type);
        }
        int[] numbered = columns.numbered(path);
        return numbered.length == 0 ? new FieldEncoder.Absent() : new FieldEncoder.Items(numbered, path, prefix, type);
    }

    private static CellType itemType(Schema schema) {
        return switch (schema.getType()) {
            case NULL, RECORD, UNION, ARRAY, MAP -> new CellType.NoCell(schema.getType());
            default -> CellType.of(schema);
        };
    }
}
