package io.braid.publish;

import io.braid.registry.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;

/**
 * One framed Avro record after the other, written into the same growing array.
 *
 * <p>Order of use: {@link #start}, the fields in the order of the schema, {@link #toBytes}. The encodings are those
 * of the
 * <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">Avro specification</a>.
 */
final class FramedBuffer {
    private static final int LONGEST_NUMBER = 10;

    private byte[] bytes = new byte[256];
    private int size;

    /** Starts a record of the schema that is registered under {@code schemaId}. */
    void start(int schemaId) {
        WireFormat.writeHeader(bytes, schemaId);
        size = WireFormat.HEADER;
    }

    void writeLong(long value) {
        reserve(LONGEST_NUMBER);
        size += BinaryData.encodeLong(value, bytes, size);
    }

    void writeDouble(double value) {
        reserve(Double.BYTES);
        size += BinaryData.encodeDouble(value, bytes, size);
    }

    void writeString(String value) {
        writeString(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a string that is given in UTF-8. */
    void writeString(byte[] utf8) {
        writeLong(utf8.length);
        reserve(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
    }

    /** The record, in an array of its own. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
