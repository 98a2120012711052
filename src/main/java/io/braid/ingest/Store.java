package io.braid.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads a value that is there and writes it to its slot of the event. {@link Target} chooses among these by schema.
 *
 * <p>Components in common: {@code slot} is the feature's or the task's position in the configuration, {@code field} its path.
 */
sealed interface Store extends Step {

    /** A numeric feature. */
    record Numeric(NumberSource source, int slot, String field) implements Store {
        @Override
        public void run(AvroCursor in, Draft out) {
            out.numbers[slot] = checked(source.read(in), field);
        }
    }

    /** A categorical feature; an empty text is a missing one. */
    record Category(TextSource source, int slot) implements Store {
        @Override
        public void run(AvroCursor in, Draft out) {
            byte[] text = source.read(in);
            if (text.length > 0) {
                out.texts[slot] = text;
            }
        }
    }

    /** A text feature. */
    record Text(int slot) implements Store {
        @Override
        public void run(AvroCursor in, Draft out) {
            out.texts[slot] = in.readBytes();
        }
    }

    /**
     * A vector feature.
     *
     * @param source reads an item
     * @param nullIndex the branch of null where an item is a union of null and a number, else -1
     * @param size how many items there must be
     */
    record Vector(NumberSource source, int nullIndex, int size, int slot, String field) implements Store {
        @Override
        public void run(AvroCursor in, Draft out) {
            float[] values = new float[size];
            int items = 0;
            for (int count = in.readBlockCount(); count != 0; count = in.readBlockCount()) {
                for (int i = 0; i < count; i++, items++) {
                    if (nullIndex >= 0 && in.readIndex(2) == nullIndex) {
                        throw BadRecord.of("field " + field, "null at index " + items, "a number");
                    }
                    float value = (float) checked(source.read(in), field);
                    if (items < size) {
                        values[items] = value;
                    }
                }
            }
            if (items != size) {
                throw BadRecord.of("field " + field, items + " numbers", Integer.toString(size));
            }
            out.vectors[slot] = values;
        }
    }

    /**
     * The label of a regression.
     *
     * @param least the smallest label that the task's loss allows
     */
    record Quantity(NumberSource source, int slot, String field, double least) implements Store {
        @Override
        public void run(AvroCursor in, Draft out) {
            double label = checked(source.read(in), field);
            if (label < least) {
                throw BadRecord.of("field " + field, Double.toString(label), "at least " + least);
            }
            out.labels[slot] = label;
        }
    }

    /** The label of a binary task as a number. */
    record BinaryNumber(NumberSource source, int slot, String field) implements Store {
        static final String EXPECTATION = "0, 1, true or false for a binary label";

        @Override
        public void run(AvroCursor in, Draft out) {
            double value = source.read(in);
            if (value != 0 && value != 1) {
                throw BadRecord.of("field " + field, Double.toString(value), EXPECTATION);
            }
            // Adding 0 turns -0 into 0.
            out.labels[slot] = value + 0.0;
        }
    }

    /** The label of a binary task as a text; an empty one is absent. */
    record BinaryText(TextSource source, int slot, String field) implements Store {
        @Override
        public void run(AvroCursor in, Draft out) {
            String text = new String(source.read(in), UTF_8);
            if (!text.isEmpty()) {
                out.labels[slot] = value(text);
            }
        }

        private double value(String text) {
            return switch (text) {
                case "1", "1.0", "true", "True", "TRUE" -> 1;
                case "0", "0.0", "false", "False", "FALSE" -> 0;
                default -> throw BadRecord.of("field " + field, text, BinaryNumber.EXPECTATION);
            };
        }
    }

    /** The label of a multiclass task; an empty text is absent. */
    record ClassName(TextSource source, ClassIndex classes, int slot, String field) implements Store {
        @Override
        public void run(AvroCursor in, Draft out) {
            byte[] name = source.read(in);
            if (name.length == 0) {
                return;
            }
            int index = classes.of(name);
            if (index < 0) {
                throw BadRecord.of("field " + field, new String(name, UTF_8), "one of the classes " + classes);
            }
            out.labels[slot] = index;
        }
    }

    /** The event's name; an empty one is missing. */
    record Id(TextSource source, String field) implements Store {
        @Override
        public void run(AvroCursor in, Draft out) {
            byte[] text = EventLimits.checkedId(source.read(in), field);
            if (text.length > 0) {
                out.id = new String(text, UTF_8);
            }
        }
    }

    /**
     * The event's time as a long.
     *
     * @param perMilli how many of the long's units are a millisecond
     */
    record TimeNumber(long perMilli) implements Store {
        @Override
        public void run(AvroCursor in, Draft out) {
            out.timestamp = Math.floorDiv(in.readLong(), perMilli);
        }
    }

    /** The event's time as days since 1970-01-01. */
    record TimeDays() implements Store {
        @Override
        public void run(AvroCursor in, Draft out) {
            out.timestamp = in.readInt() * 86_400_000L;
        }
    }

    /** The event's time as a text; an empty one is missing. */
    record TimeText(String field) implements Store {
        @Override
        public void run(AvroCursor in, Draft out) {
            String text = new String(in.readBytes(), UTF_8);
            if (text.isEmpty()) {
                return;
            }
            long millis = IsoTime.millis(text);
            if (millis == IsoTime.NONE) {
                throw BadRecord.of("field " + field, text, IsoTime.EXPECTATION);
            }
            out.timestamp = millis;
        }
    }

    /** {@code value}, which is a finite float. */
    static double checked(double value, String field) {
        // Written so that NaN fails it too. The learner computes in float.
        if (!(Math.abs(value) <= Float.MAX_VALUE)) {
            throw BadRecord.of("field " + field, Double.toString(value), "a finite number up to " + Float.MAX_VALUE);
        }
        return value;
    }
}
