package io.braid.ingest;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value as a number. A logical type other than decimal leaves the number as it is stored. One class for all types:
 * a switch is what the compiler makes fast where the types of neighbouring fields differ.
 *
 * @param type the value's type; bytes and fixed hold a decimal
 * @param scale how many digits of a decimal are behind the point
 * @param fixedSize bytes of a fixed
 * @param field the field's path, for messages
 */
record NumberSource(Schema.Type type, int scale, int fixedSize, String field) {
    /** The types that {@link #of} knows, for messages. */
    static final String TYPES = "int, long, float, double, decimal or boolean";

    /** 308 decimal digits; more can't be a finite double, and would take long to convert. */
    private static final int LONGEST_DECIMAL = 128;

    /** The reader of values of {@code schema}, which is no union, or null where they are no numbers. */
    static @Nullable NumberSource of(Schema schema, String field) {
        return switch (schema.getType()) {
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN -> new NumberSource(schema.getType(), 0, 0, field);
            case BYTES, FIXED -> {
                int size = schema.getType() == Schema.Type.FIXED ? schema.getFixedSize() : 0;
                yield schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                        ? new NumberSource(schema.getType(), decimal.getScale(), size, field)
                        : null;
            }
            default -> null;
        };
    }

    /** Reads the value: 1 for true and 0 for false; it may be {@code NaN} or infinite. */
    double read(AvroCursor in) {
        return switch (type) {
            case DOUBLE -> in.readDouble();
            case FLOAT -> in.readFloat();
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case BOOLEAN -> in.readBoolean() ? 1 : 0;
            case BYTES -> decimal(in, in.readLength());
            case FIXED -> decimal(in, fixedSize);
            default -> throw new IllegalStateException(type + " is no number");
        };
    }

    /** Reads a big-endian two's-complement integer, which counts units of 10^-scale. */
    private double decimal(AvroCursor in, int length) {
        if (length > LONGEST_DECIMAL) {
            throw BadRecord.of("field " + field, "a decimal of " + length + " bytes", "at most " + LONGEST_DECIMAL);
        }
        byte[] unscaled = in.readFixed(length);
        return length == 0 ? 0 : new BigDecimal(new BigInteger(unscaled), scale).doubleValue();
    }
}
