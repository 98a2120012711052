package io.braid.ingest;

import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Makes the {@link Skip} of a schema. Types of fixed size are found first, so that a large array of nothing costs nothing
 * to skip, and every other item of an array is known to take a byte at least.
 */
final class Skips {
    private final IdentityHashMap<Schema, Skip> records = new IdentityHashMap<>();

    /** The step that passes over a value of {@code schema}. */
    Skip of(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> new Skip.Fixed(0);
            case BOOLEAN -> new Skip.Fixed(1);
            case FLOAT -> new Skip.Fixed(Float.BYTES);
            case DOUBLE -> new Skip.Fixed(Double.BYTES);
            case FIXED -> new Skip.Fixed(schema.getFixedSize());
            case INT, LONG, ENUM -> new Skip.Varint();
            case BYTES, STRING -> new Skip.LengthAndBytes();
            case ARRAY -> items(of(schema.getElementType()));
            case MAP -> new Skip.Items(entry(of(schema.getValueType())));
            case UNION -> anyOf(schema.getTypes().stream().map(this::of).toArray(Skip[]::new));
            case RECORD -> record(schema);
        };
    }

    private static Skip anyOf(Skip[] branches) {
        if (!Stream.of(branches).allMatch(Skip.Fixed.class::isInstance)) {
            return new Skip.AnyOf(branches);
        }
        return new Skip.FixedAnyOf(Stream.of(branches)
                .mapToLong(branch -> ((Skip.Fixed) branch).size())
                .toArray());
    }

    private static Skip items(Skip item) {
        return item instanceof Skip.Fixed fixed ? new Skip.FixedItems(fixed.size()) : new Skip.Items(item);
    }

    private static Skip entry(Skip value) {
        Skip.Nested entry = new Skip.Nested();
        entry.fields(new Skip[] {new Skip.LengthAndBytes(), value});
        return entry;
    }

    private Skip record(Schema schema) {
        Skip known = records.get(schema);
        if (known != null) {
            return known;
        }
        Skip.Nested nested = new Skip.Nested();
        records.put(schema, nested);
        Skip[] fields =
                schema.getFields().stream().map(field -> of(field.schema())).toArray(Skip[]::new);
        nested.fields(fields);
        Skip skip = fixed(fields).map(Skip.class::cast).orElse(nested);
        records.put(schema, skip);
        return skip;
    }

    /** All {@code fields} as one step, if each is of fixed size. */
    private static Optional<Skip.Fixed> fixed(Skip[] fields) {
        Skip.Fixed all = new Skip.Fixed(0);
        for (Skip field : fields) {
            if (!(field instanceof Skip.Fixed next)) {
                return Optional.empty();
            }
            all = all.and(next);
        }
        return Optional.of(all);
    }
}
