package io.braid.ingest;

import java.util.List;

/** Writes the cells of a row that belong to one field. {@link RowEncoder} makes these from the schema and the header. */
sealed interface FieldEncoder {
    /** Whether all cells of the field are empty. */
    boolean isEmpty(List<String> cells);

    /**
     * Writes the field's value.
     *
     * @throws BadRecord when the cells hold none
     */
    void encode(List<String> cells, AvroBuffer out);

    /** The fields of a record. */
    record Group(FieldEncoder[] fields) implements FieldEncoder {
        @Override
        public boolean isEmpty(List<String> cells) {
            for (FieldEncoder field : fields) {
                if (!field.isEmpty(cells)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void encode(List<String> cells, AvroBuffer out) {
            for (FieldEncoder field : fields) {
                field.encode(cells, out);
            }
        }
    }

    /** A single value in a single column. */
    record Cell(int column, String name, CellType type) implements FieldEncoder {
        @Override
        public boolean isEmpty(List<String> cells) {
            return cells.get(column).isEmpty();
        }

        @Override
        public void encode(List<String> cells, AvroBuffer out) {
            if (!type.write(cells.get(column), out)) {
                throw BadRecord.of("column " + name, cells.get(column), type.expectation());
            }
        }
    }

    /**
     * A single value in a single column, or what stands for an empty cell: the most frequent field, which the general
     * {@link OrElse}, {@link Choice} and {@link Cell} would ask several times whether it is empty.
     *
     * @param empty what stands for an empty cell
     * @param prefix written before the value: the branch of a union, or nothing
     */
    record CellOrElse(byte[] empty, byte[] prefix, Cell cell) implements FieldEncoder {
        @Override
        public boolean isEmpty(List<String> cells) {
            return cell.isEmpty(cells);
        }

        @Override
        public void encode(List<String> cells, AvroBuffer out) {
            if (cell.isEmpty(cells)) {
                out.writeFixed(empty);
            } else {
                out.writeFixed(prefix);
                cell.encode(cells, out);
            }
        }
    }

    /**
     * An array with a column for each item.
     *
     * @param prefix written before each item: the branch of a union, or nothing
     */
    record Items(int[] columns, String name, byte[] prefix, CellType type) implements FieldEncoder {
        @Override
        public boolean isEmpty(List<String> cells) {
            for (int column : columns) {
                if (!cells.get(column).isEmpty()) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void encode(List<String> cells, AvroBuffer out) {
            out.writeLong(columns.length);
            for (int i = 0; i < columns.length; i++) {
                String text = cells.get(columns[i]);
                out.writeFixed(prefix);
                if (text.isEmpty() || !type.write(text, out)) {
                    throw BadRecord.of("columns of " + name + ", index " + i, text, type.expectation());
                }
            }
            out.writeLong(0);
        }
    }

    /**
     * An array in one column, with blanks between its items.
     *
     * @param prefix written before each item: the branch of a union, or nothing
     */
    record Listing(int column, String name, byte[] prefix, CellType type) implements FieldEncoder {
        @Override
        public boolean isEmpty(List<String> cells) {
            return cells.get(column).isBlank();
        }

        @Override
        public void encode(List<String> cells, AvroBuffer out) {
            String[] items = cells.get(column).strip().split("\\s+", -1);
            out.writeLong(items.length);
            for (String item : items) {
                out.writeFixed(prefix);
                if (!type.write(item, out)) {
                    throw BadRecord.of("column " + name, item, type.expectation() + ", with blanks between");
                }
            }
            out.writeLong(0);
        }
    }

    /** A field that no column holds. */
    record Absent() implements FieldEncoder {
        @Override
        public boolean isEmpty(List<String> cells) {
            return true;
        }

        @Override
        public void encode(List<String> cells, AvroBuffer out) {
            throw new IllegalStateException("a field without columns has no value");
        }
    }

    /** A value, or {@code empty} where its cells are. */
    record OrElse(byte[] empty, FieldEncoder value) implements FieldEncoder {
        @Override
        public boolean isEmpty(List<String> cells) {
            return value.isEmpty(cells);
        }

        @Override
        public void encode(List<String> cells, AvroBuffer out) {
            if (value.isEmpty(cells)) {
                out.writeFixed(empty);
            } else {
                value.encode(cells, out);
            }
        }
    }

    /** A value that every row must have. */
    record Required(String name, FieldEncoder value) implements FieldEncoder {
        @Override
        public boolean isEmpty(List<String> cells) {
            return value.isEmpty(cells);
        }

        @Override
        public void encode(List<String> cells, AvroBuffer out) {
            if (value.isEmpty(cells)) {
                throw BadRecord.of(
                        "column " + name, "empty", "a value, since the schema has neither null nor a default");
            }
            value.encode(cells, out);
        }
    }

    /** The first of several types that the cells can be written as; some cell is not empty. */
    record Choice(Branch[] branches) implements FieldEncoder {
        /** A type with its index in the union. */
        record Branch(int index, FieldEncoder value) {}

        @Override
        public boolean isEmpty(List<String> cells) {
            for (Branch branch : branches) {
                if (!branch.value.isEmpty(cells)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void encode(List<String> cells, AvroBuffer out) {
            int start = out.size();
            BadRecord reason = null;
            for (Branch branch : branches) {
                if (branch.value.isEmpty(cells)) {
                    continue;
                }
                try {
                    out.writeLong(branch.index);
                    branch.value.encode(cells, out);
                    return;
                } catch (BadRecord bad) {
                    out.truncate(start);
                    reason = bad;
                }
            }
            throw reason == null ? new BadRecord("no cells") : reason;
        }
    }
}
