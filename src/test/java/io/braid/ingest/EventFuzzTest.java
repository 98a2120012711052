package io.braid.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.braid.config.TaskConfig;
import io.braid.examples.Example;
import io.braid.faults.FaultTable;
import io.braid.faults.FuzzTable;
import io.braid.registry.WireFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes on the events topic becomes an event or a rejection, at a cost that its size bounds. */
class EventFuzzTest {
    private static final long SEED = FaultTable.seed();
    private static final int EVENTS = FaultTable.times(100_000, 1_200_000);
    private static final int RANDOM_SCHEMAS = 40;

    /** One in so many is also given to Avro's own reader, which is slower. */
    private static final int EVENTS_PER_COMPARISON = 10;

    /** Beside a multiple of the event's size; so much only the first of its kind takes, for which classes are loaded. */
    private static final long MOST_BYTES = 1 << 18;

    private static final long MEAN_BYTES = 1 << 13;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static List<FuzzSubject> subjects;
    private static List<byte[]> all;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Mutations mutations = new Mutations(random, Mutations.NUMBERS);
    private int compared;

    @BeforeAll
    static void gather(@TempDir Path directory) throws IOException {
        MemoryRegistry registry = new MemoryRegistry();
        subjects = new ArrayList<>();
        for (Example example : Example.values()) {
            subjects.add(FuzzSubject.of(example, registry, directory.resolve(example.title())));
        }
        SplittableRandom schemas = new SplittableRandom(SEED);
        for (int i = 0; i < RANDOM_SCHEMAS; i++) {
            subjects.add(FuzzSubject.random(schemas, registry));
        }
        all = subjects.stream().flatMap(subject -> subject.events().stream()).toList();
        // A plan is compiled once for each schema, which is no cost of the event that needs it first.
        subjects.forEach(subject -> all.forEach(event -> subject.reader().read(null, event, origin(0), 0)));
    }

    @Test
    @Timeout(600)
    void everyEventIsAcceptedOrRejectedAtABoundedCost() throws IOException {
        List<String> before = readings();
        FuzzTable ends = new FuzzTable();
        long accepted = 0;
        long rejected = 0;
        long total = 0;
        for (int i = 0; i < EVENTS; i++) {
            FuzzSubject subject = subjects.get(random.nextInt(subjects.size()));
            byte @Nullable [] key = random.nextInt(50) == 0 ? new byte[random.nextInt(10_000)] : null;
            byte @Nullable [] value = value(subject);
            Origin origin = origin(i);

            long start = THREADS.getCurrentThreadAllocatedBytes();
            Ingested ingested = subject.reader().read(key, value, origin, 0);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - start;

            total += allocated;
            int size = value == null ? 0 : value.length;
            String description = "seed " + SEED + ", event " + i + " of " + size + " bytes";
            assertThat(allocated).as(description).isLessThan(MOST_BYTES + 20L * size);
            if (ingested instanceof Rejection rejection) {
                rejected++;
                ends.count(end(rejection.reason()));
                assertThat(rejection.reason()).as(description).isNotBlank();
                assertThat(rejection.origin()).as(description).isSameAs(origin);
                assertThat(rejection.value()).as(description).isSameAs(value);
                assertThat(rejection.key()).as(description).isSameAs(key);
            } else if (ingested instanceof Event event) {
                accepted++;
                ends.count("an event");
                assertValid(event, subject, key, description);
                if (value != null && accepted % EVENTS_PER_COMPARISON == 0) {
                    compare(subject, value, event, description);
                }
            }
        }
        ends.write("events", SEED);
        FaultTable.record(
                "mutated event",
                EVENTS,
                EVENTS,
                Math.max(0, EVENTS - accepted - rejected),
                Math.max(0, accepted + rejected - EVENTS),
                readings().equals(before));
        assertThat(readings()).isEqualTo(before);
        assertThat(accepted + rejected).isEqualTo(EVENTS);
        assertThat(total / EVENTS).isLessThan(MEAN_BYTES);
        assertThat(accepted).isBetween(EVENTS / 20L, EVENTS / 2L);
        assertThat(compared).isGreaterThan(EVENTS / 200);
    }

    /** What the readers make of the events as they were before the mutations. */
    private static List<String> readings() {
        List<String> readings = new ArrayList<>();
        for (FuzzSubject subject : subjects) {
            for (byte[] value : subject.events()) {
                Event event = (Event) subject.reader().read(null, value, origin(0), 0);
                Object[] parts = {event.id(), event.numbers(), event.texts(), event.vectors(), event.labels()};
                readings.add(Arrays.deepToString(parts));
            }
        }
        return readings;
    }

    private byte @Nullable [] value(FuzzSubject subject) {
        byte[] event = subject.events().get(random.nextInt(subject.events().size()));
        byte[] copy = event.clone();
        return switch (random.nextInt(40)) {
            case 0 -> null;
            case 1 -> {
                WireFormat.writeHeader(copy, random.nextInt(subjects.size() + 2));
                yield copy;
            }
            case 2 -> {
                WireFormat.writeHeader(copy, random.nextInt());
                yield copy;
            }
            case 3 -> mutations.of(event, all);
            default -> {
                byte[] body = mutations.of(Arrays.copyOfRange(event, WireFormat.HEADER, event.length), all);
                byte[] framed = Arrays.copyOf(event, WireFormat.HEADER + body.length);
                System.arraycopy(body, 0, framed, WireFormat.HEADER, body.length);
                yield framed;
            }
        };
    }

    private static void assertValid(Event event, FuzzSubject subject, byte @Nullable [] key, String description) {
        assertThat(event.key()).as(description).isSameAs(key);
        assertThat(event.id()).as(description).isNotEmpty().hasSizeLessThanOrEqualTo(EventLimits.ID);
        for (double number : event.numbers()) {
            assertThat(Double.isNaN(number) || Math.abs(number) <= Float.MAX_VALUE)
                    .as(description)
                    .isTrue();
        }
        for (int slot = 0; slot < event.labels().length; slot++) {
            double label = event.labels()[slot];
            TaskConfig task = subject.config().tasks().get(slot);
            double most = task instanceof TaskConfig.Binary
                    ? 1
                    : task instanceof TaskConfig.Multiclass multiclass
                            ? multiclass.classes().size() - 1
                            : Float.MAX_VALUE;
            double least = task instanceof TaskConfig.Regression ? -most : 0;
            assertThat(Double.isNaN(label) || (label >= least && label <= most))
                    .as(description)
                    .isTrue();
        }
    }

    /** What is accepted is what Avro's own reader reads, asked for the same fields. */
    private void compare(FuzzSubject subject, byte[] value, Event event, String description) throws IOException {
        Leaves leaves = subject.leaves();
        if (leaves == null || WireFormat.schemaId(value) != subject.schemaId()) {
            return;
        }
        compared++;
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(value, WireFormat.HEADER, value.length - WireFormat.HEADER, null);
        GenericRecord expected;
        try {
            expected = subject.avro().read(null, decoder);
        } catch (InvalidNumberEncodingException | UnsupportedOperationException beyondAvrosLimits) {
            // Of what both skip, Avro checks the width of an integer and the count of items; we find its end.
            return;
        }
        assertThat(decoder.isEnd()).as(description).isTrue();
        leaves.assertAgree(event, expected, description);
    }

    /** The kind of a reason: without the place, the value, and names of fields. */
    private static String end(String reason) {
        if (!reason.startsWith("field ")) {
            return reason;
        }
        int from = reason.indexOf("(expected: ") + "(expected: ".length();
        String expected = reason.substring(from, reason.indexOf(')', from));
        return "a field, not " + expected.replaceFirst("(record with|one of the classes) .*", "$1 ...");
    }

    private static Origin origin(long offset) {
        return new Origin("test.events", 0, offset);
    }
}
