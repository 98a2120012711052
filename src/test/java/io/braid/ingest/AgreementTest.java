package io.braid.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan reads from any schema what Avro's own reader reads. */
class AgreementTest {
    private static final Origin ORIGIN = new Origin("test.events", 0, 0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithAvrosReader(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int compared = 0;
        for (int i = 0; i < 100; i++) {
            RandomAvro avro = new RandomAvro(random);
            Schema schema = avro.record(3);
            List<String> numbers = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            leaves(schema, "", numbers, texts);
            Configs configs = new Configs();
            numbers.forEach(configs::numeric);
            texts.forEach(configs::text);
            BraidConfig config = configs.build();
            byte[] bytes = Avro.encode(schema, avro.value(schema));

            Ingested ingested = ReaderPlan.of(config, schema, null).read(null, bytes, 0, ORIGIN, 0);

            GenericRecord expected = new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
            assertThat(ingested).as("seed %d, case %d: %s", seed, i, schema).isInstanceOf(Event.class);
            Event event = (Event) ingested;
            for (int slot = 0; slot < config.features().size(); slot++) {
                Object value = at(expected, config.features().get(slot).field());
                assertThat(read(event, slot, slot < numbers.size()))
                        .as(
                                "seed %d, case %d, field %s of %s",
                                seed, i, config.features().get(slot), schema)
                        .isEqualTo(slot < numbers.size() ? number(value) : value == null ? null : value.toString());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(200);
    }

    private static @Nullable Object read(Event event, int slot, boolean isNumber) {
        if (isNumber) {
            return event.numbers()[slot];
        }
        byte[] text = event.texts()[slot];
        return text == null ? null : new String(text, UTF_8);
    }

    private static double number(@Nullable Object value) {
        if (value == null) {
            return Double.NaN;
        }
        return value instanceof Boolean bool ? (bool ? 1 : 0) : ((Number) value).doubleValue();
    }

    private static @Nullable Object at(GenericRecord record, String path) {
        Object value = record;
        for (String name : path.split("\\.", -1)) {
            value = value == null ? null : ((GenericRecord) value).get(name);
        }
        return value;
    }

    /** Collects the paths of the numbers and the texts that lie in records and in unions with null. */
    private static void leaves(Schema schema, String path, List<String> numbers, List<String> texts) {
        int nullIndex = Target.nullIndex(schema);
        Schema present = nullIndex < 0 ? schema : schema.getTypes().get(1 - nullIndex);
        switch (present.getType()) {
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN -> numbers.add(path);
            case STRING -> texts.add(path);
            case RECORD ->
                present.getFields()
                        .forEach(field -> leaves(
                                field.schema(),
                                path.isEmpty() ? field.name() : path + "." + field.name(),
                                numbers,
                                texts));
            default -> {}
        }
    }
}
