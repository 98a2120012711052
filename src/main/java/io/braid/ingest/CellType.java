package io.braid.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Writes a cell's text, which isn't empty, as a value of one Avro type. */
sealed interface CellType {
    /** Characters of an integer or a decimal: to read digits takes a time that grows with the square of their number. */
    int LONGEST_NUMBER = 1_000;

    /** What the text must be, for messages. */
    String expectation();

    /** Writes {@code text} and says true, or writes nothing and says false where the text is no such value. */
    boolean write(String text, AvroBuffer out);

    /** The type of cells for {@code schema}, which is no union, null, record, array or map. */
    static CellType of(Schema schema) {
        return switch (schema.getType()) {
            case BOOLEAN -> new BooleanCell();
            case INT ->
                schema.getLogicalType() instanceof LogicalTypes.Date
                        ? new DateCell()
                        : new IntegerCell(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG ->
                isTimestamp(schema)
                        ? new TimeCell(TimeUnits.perSecond(schema))
                        : new IntegerCell(Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> new FloatCell();
            case DOUBLE -> new DoubleCell();
            case BYTES ->
                schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                        ? new DecimalCell(decimal.getPrecision(), decimal.getScale())
                        : new TextCell();
            case ENUM -> new SymbolCell(schema, List.copyOf(schema.getEnumSymbols()));
            case STRING -> new TextCell();
            default -> new NoCell(schema.getType());
        };
    }

    private static boolean isTimestamp(Schema schema) {
        return schema.getLogicalType() != null
                && schema.getLogicalType().getName().contains("timestamp");
    }

    /** A string, or bytes as UTF-8. */
    record TextCell() implements CellType {
        @Override
        public String expectation() {
            return "text";
        }

        @Override
        public boolean write(String text, AvroBuffer out) {
            out.writeBytes(text.getBytes(UTF_8));
            return true;
        }
    }

    record BooleanCell() implements CellType {
        @Override
        public String expectation() {
            return "true, false, 1 or 0";
        }

        @Override
        public boolean write(String text, AvroBuffer out) {
            switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true", "1", "1.0" -> out.writeBoolean(true);
                case "false", "0", "0.0" -> out.writeBoolean(false);
                default -> {
                    return false;
                }
            }
            return true;
        }
    }

    /** An int or a long; {@code 3.0} is 3. */
    record IntegerCell(long least, long most) implements CellType {
        @Override
        public String expectation() {
            return "an integer from " + least + " to " + most;
        }

        @Override
        public boolean write(String text, AvroBuffer out) {
            long value;
            if (text.length() > LONGEST_NUMBER) {
                return false;
            }
            try {
                value = new BigDecimal(text.strip()).longValueExact();
            } catch (NumberFormatException | ArithmeticException notAnInteger) {
                return false;
            }
            if (value < least || value > most) {
                return false;
            }
            out.writeLong(value);
            return true;
        }
    }

    record FloatCell() implements CellType {
        @Override
        public String expectation() {
            return "a number";
        }

        @Override
        public boolean write(String text, AvroBuffer out) {
            try {
                out.writeFloat(Float.parseFloat(Decimals.spelled(text)));
                return true;
            } catch (NumberFormatException notANumber) {
                return false;
            }
        }
    }

    record DoubleCell() implements CellType {
        @Override
        public String expectation() {
            return "a number";
        }

        @Override
        public boolean write(String text, AvroBuffer out) {
            try {
                out.writeDouble(Decimals.parse(text));
                return true;
            } catch (NumberFormatException notANumber) {
                return false;
            }
        }
    }

    record DecimalCell(int precision, int scale) implements CellType {
        @Override
        public String expectation() {
            return "a decimal of at most " + precision + " digits, " + scale + " of them after the point";
        }

        @Override
        public boolean write(String text, AvroBuffer out) {
            if (text.length() > LONGEST_NUMBER) {
                return false;
            }
            try {
                BigDecimal value = new BigDecimal(text.strip()).stripTrailingZeros();
                // Checked before it is scaled: 1e999999999 would be written out in digits.
                boolean isTooFine = value.scale() > scale;
                if (isTooFine || value.precision() - (long) value.scale() > precision - (long) scale) {
                    return false;
                }
                out.writeBytes(value.setScale(scale, RoundingMode.UNNECESSARY)
                        .unscaledValue()
                        .toByteArray());
                return true;
            } catch (NumberFormatException | ArithmeticException notSuchADecimal) {
                return false;
            }
        }
    }

    record SymbolCell(Schema schema, List<String> symbols) implements CellType {
        @Override
        public String expectation() {
            return "one of " + String.join(", ", symbols);
        }

        @Override
        public boolean write(String text, AvroBuffer out) {
            if (!schema.hasEnumSymbol(text)) {
                return false;
            }
            out.writeLong(schema.getEnumOrdinal(text));
            return true;
        }
    }

    /** A timestamp. */
    record TimeCell(long perSecond) implements CellType {
        @Override
        public String expectation() {
            return "a time such as 2001-01-31T00:01, or an integer";
        }

        @Override
        public boolean write(String text, AvroBuffer out) {
            long time = IsoTime.inUnits(text, perSecond);
            if (time == IsoTime.NONE) {
                return false;
            }
            out.writeLong(time);
            return true;
        }
    }

    /** A date: days since 1970-01-01. */
    record DateCell() implements CellType {
        private static final long SECONDS_PER_DAY = 86_400;

        @Override
        public String expectation() {
            return "a date such as 2001-01-31, or days since 1970-01-01";
        }

        @Override
        public boolean write(String text, AvroBuffer out) {
            String stripped = text.strip();
            long count = IsoTime.inUnits(stripped, 1);
            boolean isDays = stripped.indexOf('-', 1) < 0;
            long days = isDays || count == IsoTime.NONE ? count : Math.floorDiv(count, SECONDS_PER_DAY);
            if (days != (int) days) {
                return false;
            }
            out.writeLong(days);
            return true;
        }
    }

    /** A type that no text stands for. */
    record NoCell(Schema.Type type) implements CellType {
        @Override
        public String expectation() {
            return "nothing, since a cell can't hold a " + type.getName();
        }

        @Override
        public boolean write(String text, AvroBuffer out) {
            return false;
        }
    }
}
