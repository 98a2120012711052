package io.braid.registry;

/**
 * Confluent's framing of an Avro record: a zero byte, the schema's id as four big-endian bytes, Avro binary.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html">wire format</a>
 */
public final class WireFormat {
    /** Bytes before the Avro binary. */
    public static final int HEADER = 5;

    private WireFormat() {}

    /** Whether {@code value} starts as a framed record does. */
    public static boolean isFramed(byte[] value) {
        return value.length >= HEADER && value[0] == 0;
    }

    /** The schema id of a framed record; ask {@link #isFramed} first. */
    public static int schemaId(byte[] value) {
        return (value[1] & 0xff) << 24 | (value[2] & 0xff) << 16 | (value[3] & 0xff) << 8 | (value[4] & 0xff);
    }

    /** Writes the header for schema {@code id} to the first {@link #HEADER} bytes of {@code value}. */
    public static void writeHeader(byte[] value, int id) {
        value[0] = 0;
        value[1] = (byte) (id >>> 24);
        value[2] = (byte) (id >>> 16);
        value[3] = (byte) (id >>> 8);
        value[4] = (byte) id;
    }
}
