package io.braid.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.braid.config.BraidConfig;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What a record of many fields leaves on the heap: the event itself, and nothing on the way to it. */
class AllocationTest {
    private static final int NUMBERS = 32;
    private static final int CATEGORIES = 4;
    private static final int DECODED = 20_000;

    /** Bytes of an array's header, its length included. */
    private static final int HEADER = 16;

    /** Bytes of a reference to the heap. */
    private static final int REFERENCE = 4;

    /** The event's own object and the draft that it is made from. */
    private static final int OBJECTS = 48 + 48;

    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void decodingAllocatesTheEventAlone() {
        Configs configs = new Configs().id("id");
        Map<String, Object> values = new HashMap<>();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < NUMBERS; i++) {
            configs.numeric("x" + i);
            values.put("x" + i, random.nextDouble());
        }
        for (int i = 0; i < CATEGORIES; i++) {
            configs.categorical("c" + i);
            values.put("c" + i, "12345678");
        }
        configs.regression("y");
        values.put("y", 1.5);
        values.put("id", "event001");
        BraidConfig config = configs.build();
        Schema schema = EventSchema.of(config);
        byte[] record = Avro.encode(schema, Avro.record(schema, values));
        ReaderPlan plan = ReaderPlan.of(config, schema, null);
        Origin origin = new Origin("events", 0, 0);
        decode(plan, record, origin);

        long before = THREAD.getThreadAllocatedBytes(Thread.currentThread().getId());
        decode(plan, record, origin);
        long allocated = THREAD.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        long features = NUMBERS + CATEGORIES;
        long numbers = HEADER + features * Double.BYTES;
        long labels = HEADER + Double.BYTES;
        long texts = HEADER + features * REFERENCE + CATEGORIES * (HEADER + 8);
        // The bytes of the id, and the string that is made of them.
        long id = (HEADER + 8) + 24 + (HEADER + 8);
        assertThat(allocated / DECODED).isLessThanOrEqualTo(OBJECTS + numbers + labels + texts + id);
    }

    private static void decode(ReaderPlan plan, byte[] record, Origin origin) {
        for (int i = 0; i < DECODED; i++) {
            assertThatIsEvent(plan.read(null, record, 0, origin, 0));
        }
    }

    private static void assertThatIsEvent(Ingested ingested) {
        if (!(ingested instanceof Event)) {
            throw new AssertionError(ingested);
        }
    }
}
