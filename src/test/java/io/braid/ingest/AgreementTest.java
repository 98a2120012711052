package io.braid.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
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
            Leaves leaves = new Leaves(schema);
            byte[] bytes = Avro.encode(schema, avro.value(schema));

            Ingested ingested = ReaderPlan.of(leaves.config(), schema, null).read(null, bytes, 0, ORIGIN, 0);

            GenericRecord expected = new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
            String description = "seed " + seed + ", case " + i + ": " + schema;
            assertThat(ingested).as(description).isInstanceOf(Event.class);
            leaves.assertAgree((Event) ingested, expected, description);
            compared += leaves.count();
        }
        assertThat(compared).isGreaterThan(200);
    }
}
