package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.embedded.RegistryProxy;
import io.braid.embedded.RegistryProxy.Fault;
import io.braid.examples.Example;
import io.braid.faults.FaultTable;
import io.braid.ingest.EventSchema;
import io.braid.registry.ConfluentRegistry;
import io.braid.registry.WireFormat;
import io.braid.topology.BraidApplication;
import io.braid.topology.Pipeline;
import io.braid.topology.Summary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry fails in every way while the writer of the events goes from one version of its schema to the next, so that the
 * reader needs the registry each time. {@code -Pfaults} fails it more often and for longer.
 */
class RegistryFaultTest {
    private static final int TIMES = FaultTable.times(1, 5);
    private static final int LONGEST_FAULT_MILLIS = FaultTable.times(700, 3_000);
    private static final int EVENTS_PER_FAULT = 150;
    private static final int STILL_OF_THE_OLD_VERSION = 20;
    private static final long SEED = FaultTable.seed();

    private static Path directory;
    private static Servers servers;

    @BeforeAll
    static void start(@TempDir Path temporary) {
        directory = temporary;
        servers = new Servers(directory);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    /** What is done to the registry, and the row of the table that counts it. */
    private enum Kind {
        DOWN("registry down", Fault.DOWN),
        RESTARTED("registry restarted", null),
        SLOW("registry slow", Fault.SLOW),
        STUCK("registry slow", Fault.STUCK),
        INTERNAL_ERROR("registry answers 5xx or 429", Fault.INTERNAL_ERROR),
        UNAVAILABLE("registry answers 5xx or 429", Fault.UNAVAILABLE),
        TOO_MANY_REQUESTS("registry answers 5xx or 429", Fault.TOO_MANY_REQUESTS),
        CLOSING("registry closes connections", Fault.CLOSING),
        GARBAGE("registry answers garbage", Fault.GARBAGE),
        TRUNCATED("registry answers garbage", Fault.TRUNCATED),
        UNKNOWN("schema id not yet known", Fault.UNKNOWN);

        private final String row;
        private final @Nullable Fault fault;

        Kind(String row, @Nullable Fault fault) {
            this.row = row;
            this.fault = fault;
        }
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void makesEventsWaitButLosesDoublesAndRejectsNone() throws Exception {
        List<Kind> kinds = schedule();
        int rows = (kinds.size() + 1) * EVENTS_PER_FAULT;
        Deployment source = Deployment.of(servers, Example.PATIENTS, "source", rows, directory);
        source.produce(0, rows);
        List<ConsumerRecord<byte[], byte[]>> events =
                servers.cluster().read(source.config().events().topic());
        String replayed = source.replay(rows).get("weights_sha256").asText();

        try (RegistryProxy proxy = new RegistryProxy(servers.registryUrl())) {
            Deployment app = Deployment.of(servers, Example.PATIENTS, "faulty", rows, directory)
                    .with(servers.registryUrl(), proxy.url())
                    .with("seed: 7", "seed: 7\nschema.registry.http.read.timeout.ms: 1000");
            servers.cluster().createTopic(app.config().events().topic(), 1);
            Summary learned = learn(app, events, kinds, proxy);

            boolean equal = learned.weightsSha256().equals(replayed);
            Map<String, List<String>> injured = idsByRow(kinds, events);
            for (String row : injured.keySet()) {
                Tally tally = Tally.of(app, injured.get(row));
                long times = kinds.stream().filter(kind -> kind.row.equals(row)).count();
                FaultTable.record(row, times, tally.events(), tally.lost(), tally.duplicated(), equal);
                assertThat(tally).isEqualTo(new Tally(tally.events(), 0, 0));
            }
            assertThat(equal).as("hash equal").isTrue();
            assertThat(learned.rejected()).isZero();
            assertThat(learned.events()).isEqualTo(rows);
        }
    }

    /** All kinds, several times over, in a random order. */
    private static List<Kind> schedule() {
        List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            kinds.addAll(List.of(Kind.values()));
        }
        Collections.shuffle(kinds, new Random(SEED));
        return kinds;
    }

    /** Sends a part of the events undisturbed, and then one during each fault. */
    private static Summary learn(
            Deployment app, List<ConsumerRecord<byte[], byte[]>> events, List<Kind> kinds, RegistryProxy proxy)
            throws InterruptedException {
        BraidConfig config = app.config();
        SplittableRandom random = new SplittableRandom(SEED);
        int firstId = WireFormat.schemaId(events.get(0).value());
        Versions versions = new Versions(config.events().topic() + "-value", EventSchema.of(config), firstId);
        try (Producer<byte[], byte[]> producer = KafkaClients.producer(config);
                BraidApplication application =
                        BraidApplication.start(config, app.registry(), records -> new Pipeline(config))) {
            send(producer, config, part(events, 0), versions);
            Servers.await(() -> proxy.gave(firstId));
            for (int i = 0; i < kinds.size(); i++) {
                int id = versions.next(ConfluentRegistry.of(Map.of("schema.registry.url", servers.registryUrl())));
                inject(kinds.get(i), proxy);
                send(producer, config, part(events, i + 1), versions);
                if (kinds.get(i) != Kind.DOWN) {
                    Servers.await(() -> proxy.failures() > 0);
                }
                Thread.sleep(300 + random.nextInt(LONGEST_FAULT_MILLIS));
                heal(kinds.get(i), proxy);
                Servers.await(() -> proxy.gave(id));
            }
            application.awaitPresentEnd();
            application.close();
            return ((Pipeline) application.engine().orElseThrow()).summary();
        }
    }

    private static void inject(Kind kind, RegistryProxy proxy) {
        if (kind.fault == null) {
            servers.stopRegistry();
        } else {
            proxy.fail(kind.fault);
        }
    }

    private static void heal(Kind kind, RegistryProxy proxy) {
        if (kind.fault == null) {
            servers.startRegistry();
            proxy.backEnd(servers.registryUrl());
        }
        proxy.heal();
    }

    /** Sends {@code events}, the first of them still in the version before the newest. */
    private static void send(
            Producer<byte[], byte[]> producer,
            BraidConfig config,
            List<ConsumerRecord<byte[], byte[]>> events,
            Versions versions) {
        for (int i = 0; i < events.size(); i++) {
            byte[] value = versions.of(events.get(i).value(), i < STILL_OF_THE_OLD_VERSION ? 1 : 0);
            var unused = producer.send(new ProducerRecord<>(
                    config.events().topic(), 0, events.get(i).key(), value));
        }
        producer.flush();
    }

    private static <T> List<T> part(List<T> all, int number) {
        return all.subList(number * EVENTS_PER_FAULT, (number + 1) * EVENTS_PER_FAULT);
    }

    /** The ids of the events that were sent during the faults of each row. */
    private static Map<String, List<String>> idsByRow(List<Kind> kinds, List<ConsumerRecord<byte[], byte[]>> events) {
        Map<String, List<String>> ids = new LinkedHashMap<>();
        for (int i = 0; i < kinds.size(); i++) {
            List<String> ofRow = ids.computeIfAbsent(kinds.get(i).row, absent -> new ArrayList<>());
            part(events, i + 1).forEach(event -> ofRow.add(new String(event.key(), StandardCharsets.UTF_8)));
        }
        return ids;
    }
}
