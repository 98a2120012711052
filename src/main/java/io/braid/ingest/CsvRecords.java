package io.braid.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file as Avro records. The file has a header; {@link RowEncoder} says how columns become fields. */
public final class CsvRecords implements AutoCloseable {
    private final CsvFile rows;
    private final String file;
    private final Columns columns;
    private final RowEncoder encoder;
    private final int idColumn;
    private final List<String> missing;

    private long number;
    private List<String> cells = List.of();

    private CsvRecords(CsvFile rows, BraidConfig config, Schema schema, Path data) {
        this.rows = rows;
        file = String.valueOf(data.getFileName());
        List<String> header = rows.next();
        if (header == null) {
            throw new DataException(data + ": no header (expected: a first row with the names of the columns)");
        }
        columns = new Columns(file, header);
        encoder = new RowEncoder(schema, columns);
        idColumn = checkedIdColumn(config);
        missing = config.features().stream()
                .filter(feature -> !hasColumn(feature))
                .map(FeatureConfig::field)
                .toList();
    }

    /**
     * Opens {@code data}, a CSV file that may be gzipped, at its first row below the header.
     *
     * @param schema a record's
     * @throws DataException when the file can't be read, or holds none of the features, or not the id
     */
    public static CsvRecords open(BraidConfig config, Schema schema, Path data) {
        CsvFile rows = CsvFile.open(data);
        try {
            return new CsvRecords(rows, config, schema, data);
        } catch (DataException cause) {
            rows.close();
            throw cause;
        }
    }

    /**
     * The number of rows in {@code data}, without the header.
     *
     * @throws DataException when the file can't be read
     */
    public static long count(Path data) {
        try (CsvFile rows = CsvFile.open(data)) {
            long count = -1;
            while (rows.next() != null) {
                count++;
            }
            return Math.max(count, 0);
        }
    }

    /**
     * The next row, or null after the last.
     *
     * @throws DataException when the file can't be read any further
     */
    public @Nullable CsvRow next() {
        List<String> next = rows.next();
        if (next == null) {
            return null;
        }
        cells = next;
        Origin origin = new Origin(file, 0, number++);
        if (cells.size() != columns.count()) {
            String reason = cells.size() + " cells (expected: " + columns.count() + ", as many as the header has)";
            return new Rejection(null, text(), reason, origin);
        }
        byte @Nullable [] key = key();
        try {
            return new EncodedRow(key, encoder.encode(cells), origin);
        } catch (BadRecord bad) {
            return new Rejection(key, text(), bad.reason(), origin);
        }
    }

    /** The fields of the features that no column holds, which are missing in every row. */
    public List<String> missing() {
        return missing;
    }

    /** The row that {@link #next} returned last, as text; its quoting may differ from the file's. */
    byte[] text() {
        return cells.stream()
                .map(CsvRecords::quoted)
                .collect(Collectors.joining(","))
                .getBytes(UTF_8);
    }

    @Override
    public void close() {
        rows.close();
    }

    private static String quoted(String cell) {
        boolean isPlain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private byte @Nullable [] key() {
        if (idColumn == Columns.NONE || cells.get(idColumn).isEmpty()) {
            return null;
        }
        return cells.get(idColumn).getBytes(UTF_8);
    }

    private int checkedIdColumn(BraidConfig config) {
        if (config.features().stream().noneMatch(this::hasColumn)) {
            String fields = config.features().stream().map(FeatureConfig::field).collect(Collectors.joining(", "));
            throw new DataException(
                    file + ": columns " + columns + " (expected: at least one of the features' " + fields + ")");
        }
        String id = config.events().id();
        if (id == null) {
            return Columns.NONE;
        }
        int column = columns.position(FieldPath.normal(id));
        if (column == Columns.NONE) {
            throw new DataException(file + ": columns " + columns + " (expected: the id's, " + id + ", among them)");
        }
        return column;
    }

    private boolean hasColumn(FeatureConfig feature) {
        String path = FieldPath.normal(feature.field());
        return columns.position(path) != Columns.NONE
                || (feature instanceof FeatureConfig.Vector && columns.numbered(path).length > 0);
    }
}
