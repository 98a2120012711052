package io.braid.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads a value as the UTF-8 bytes of its text, which the caller must not change. */
sealed interface TextSource {
    /** The types that {@link #ofCategory} knows, for messages. */
    String CATEGORIES = "string, enum, int, long, boolean, bytes, or float and double without a fraction";

    /** Reads the value; empty bytes stand for an empty text. */
    byte[] read(AvroCursor in);

    /** The reader of a {@code schema} that is a name: a string, an integer, an enum or a UUID; null for other types. */
    static @Nullable TextSource ofName(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> new BytesSource();
            case INT -> new IntSource();
            case LONG -> new LongSource();
            case ENUM -> SymbolSource.of(schema);
            case FIXED -> schema.getLogicalType() instanceof LogicalTypes.Uuid ? new UuidSource() : null;
            default -> null;
        };
    }

    /** The reader of a {@code schema} that is a category: a name, a boolean, an integral number or bytes; else null. */
    static @Nullable TextSource ofCategory(Schema schema, String field) {
        return switch (schema.getType()) {
            case BOOLEAN -> new BooleanSource();
            case FLOAT, DOUBLE -> new IntegralSource(schema.getType(), field);
            case BYTES -> schema.getLogicalType() instanceof LogicalTypes.Decimal ? null : new BytesSource();
            default -> ofName(schema);
        };
    }

    /** A string, or bytes that hold UTF-8. */
    record BytesSource() implements TextSource {
        @Override
        public byte[] read(AvroCursor in) {
            return in.readBytes();
        }
    }

    record IntSource() implements TextSource {
        @Override
        public byte[] read(AvroCursor in) {
            return Integer.toString(in.readInt()).getBytes(UTF_8);
        }
    }

    record LongSource() implements TextSource {
        @Override
        public byte[] read(AvroCursor in) {
            return Long.toString(in.readLong()).getBytes(UTF_8);
        }
    }

    /** {@code true} or {@code false}. */
    record BooleanSource() implements TextSource {
        @Override
        public byte[] read(AvroCursor in) {
            return Boolean.toString(in.readBoolean()).getBytes(UTF_8);
        }
    }

    /** A float or a double without a fraction: {@code 3}, not {@code 3.0}. */
    record IntegralSource(Schema.Type type, String field) implements TextSource {
        @Override
        public byte[] read(AvroCursor in) {
            double value = type == Schema.Type.FLOAT ? in.readFloat() : in.readDouble();
            // A cast saturates, so the last long needs its own check.
            if (value != (long) value || value >= Long.MAX_VALUE) {
                throw BadRecord.of("field " + field, Double.toString(value), "a number without a fraction");
            }
            return Long.toString((long) value).getBytes(UTF_8);
        }
    }

    /** The symbol of an enum. */
    record SymbolSource(byte[][] symbols) implements TextSource {
        static SymbolSource of(Schema schema) {
            return new SymbolSource(schema.getEnumSymbols().stream()
                    .map(symbol -> symbol.getBytes(UTF_8))
                    .toArray(byte[][]::new));
        }

        @Override
        public byte[] read(AvroCursor in) {
            return symbols[in.readIndex(symbols.length)];
        }
    }

    /** A UUID as 16 bytes. */
    record UuidSource() implements TextSource {
        @Override
        public byte[] read(AvroCursor in) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readFixed(16));
            return new UUID(bytes.getLong(), bytes.getLong()).toString().getBytes(UTF_8);
        }
    }
}
