package io.braid.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file as lists of cells: RFC 4180 in UTF-8, with or without a byte order mark, plain or gzipped. */
final class CsvFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x8b1f;

    private final Path path;
    private final CloseableIterator<CsvRecord> records;
    private long rows;

    private CsvFile(Path path, CloseableIterator<CsvRecord> records) {
        this.path = path;
        this.records = records;
    }

    /**
     * Opens the file at its first row, the header.
     *
     * @throws DataException when the file can't be read
     */
    static CsvFile open(Path path) {
        try {
            CsvReader<CsvRecord> reader =
                    CsvReader.builder().detectBomHeader(true).ofCsvRecord(decompressed(path), UTF_8);
            return new CsvFile(path, reader.iterator());
        } catch (IOException | UncheckedIOException cause) {
            throw unreadable(path, cause);
        }
    }

    private static InputStream decompressed(Path path) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            bytes.mark(2);
            boolean isGzip = (bytes.read() | bytes.read() << 8) == GZIP_MAGIC;
            bytes.reset();
            return isGzip ? new GZIPInputStream(bytes, BUFFER) : bytes;
        } catch (IOException cause) {
            bytes.close();
            throw cause;
        }
    }

    /**
     * The next row, or null after the last; lines without any character are no rows. In messages the header is row 0.
     *
     * @throws DataException when the file can't be read any further
     */
    @Nullable
    List<String> next() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            List<String> cells = records.next().getFields();
            rows++;
            return cells;
        } catch (UncheckedIOException | CsvParseException cause) {
            throw unreadable(path + ", row " + rows, cause);
        }
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException cause) {
            throw unreadable(path, cause);
        }
    }

    private static DataException unreadable(Object place, Exception cause) {
        return new DataException(place + ": " + cause + " (expected: a readable CSV file, plain or gzipped)", cause);
    }
}
