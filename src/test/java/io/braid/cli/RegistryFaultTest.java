package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.embedded.RegistryProxy;
import io.braid.embedded.RegistryProxy.Fault;
import io.braid.examples.Example;
import io.braid.faults.FaultTable;
import io.braid.registry.ConfluentRegistry;
import io.braid.registry.WireFormat;
import io.braid.topology.BraidApplication;
import io.braid.topology.Pipeline;
import io.braid.topology.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry fails in every way while the writer of the events goes from one version of its schema to the next, so that the
 * reader needs the registry each time. {@code -Pfaults} fails it more often and for longer.
 */
class RegistryFaultTest {
    private static final int TIMES = FaultTable.times(1, 5);
    private static final int LONGEST_FAULT_MILLIS = FaultTable.times(700, 3_000);
    private static final long SEED = FaultTable.seed();

    /** Schemas that are registered and known ones that are asked for, and the waits for an unknown one, a few a minute. */
    private static final int MOST_OTHER_REQUESTS = 100;

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
        int rows = (kinds.size() + 1) * VersionedStream.PART;
        Deployment source = source("source", rows);

        try (RegistryProxy proxy = new RegistryProxy(servers.registryUrl())) {
            Deployment app = behind(proxy, "faulty", rows);
            Map<String, List<String>> injured = new LinkedHashMap<>();
            Summary learned;
            try (VersionedStream stream = new VersionedStream(app, events(source));
                    BraidApplication application = started(app)) {
                stream.send(0);
                Servers.await(() -> proxy.gave(stream.id()));
                injectAll(kinds, stream, proxy, injured);
                learned = learned(application);
            }

            boolean equal = learned.weightsSha256().equals(replayed(source, rows));
            for (String row : injured.keySet()) {
                long times = kinds.stream().filter(kind -> kind.row.equals(row)).count();
                record(row, times, Tally.of(app, injured.get(row)), equal);
            }
            assertThat(learned.rejected()).isZero();
            assertThat(learned.events()).isEqualTo(rows);
        }
    }

    /** Sends a part of the stream during each fault, and notes under the fault's row which events those are. */
    private static void injectAll(
            List<Kind> kinds, VersionedStream stream, RegistryProxy proxy, Map<String, List<String>> injured)
            throws InterruptedException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < kinds.size(); i++) {
            Kind kind = kinds.get(i);
            int id = stream.next(servers.registryUrl());
            inject(kind, proxy);
            stream.send(i + 1);
            injured.computeIfAbsent(kind.row, absent -> new ArrayList<>()).addAll(stream.ids(i + 1));
            if (kind != Kind.DOWN) {
                Servers.await(() -> proxy.failures() > 0);
            }
            Thread.sleep(300 + random.nextInt(LONGEST_FAULT_MILLIS));
            heal(kind, proxy);
            Servers.await(() -> proxy.gave(id));
        }
    }

    /** In the long form alone: a broker looks for transactions that take too long each ten seconds. */
    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @EnabledIfSystemProperty(named = "braid.faults", matches = "true")
    void healsWhenTheRegistryIsAwayForLongerThanATransactionAndAPoll() throws Exception {
        int rows = 2 * VersionedStream.PART;
        Deployment source = source("short", rows);
        String settings = """
            kafka:
              producer.transaction.timeout.ms: 2000
              max.poll.interval.ms: 8000
              session.timeout.ms: 6000
              heartbeat.interval.ms: 1500
            """;

        try (RegistryProxy proxy = new RegistryProxy(servers.registryUrl())) {
            Deployment app = behind(proxy, "outlasting", rows)
                    .with("kafka:\n", settings)
                    .with("seed: 7", "seed: 7\nschema.registry.patience.ms: 600000");
            List<String> injured;
            Summary learned;
            try (VersionedStream stream = new VersionedStream(app, events(source));
                    BraidApplication application = started(app)) {
                stream.send(0);
                Servers.await(() -> proxy.gave(stream.id()));
                stream.next(servers.registryUrl());
                proxy.fail(Fault.CLOSING);
                stream.send(1);
                injured = stream.ids(1);
                Servers.await(() -> isInATransaction("outlasting") && proxy.failures() > 0);
                Servers.await(() -> !isInATransaction("outlasting") && isWithoutMembers("outlasting"));
                proxy.heal();
                learned = learned(application);
            }

            boolean equal = learned.weightsSha256().equals(replayed(source, rows));
            record("registry away beyond a transaction and a poll", 1, Tally.of(app, injured), equal);
            assertThat(learned.rejected()).isZero();
        }
    }

    private static boolean isInATransaction(String app) {
        return get(servers.cluster().admin().listTransactions().all()).stream()
                .anyMatch(transaction -> transaction.transactionalId().startsWith(app + "-")
                        && transaction.state() == TransactionState.ONGOING);
    }

    private static boolean isWithoutMembers(String app) {
        return get(servers.cluster()
                        .admin()
                        .describeConsumerGroups(List.of(app))
                        .all())
                .values()
                .stream()
                .allMatch(group -> group.members().isEmpty());
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException problem) {
            throw new IllegalStateException(problem);
        }
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void rejectsAFloodOfUnknownIdsAtTheCostOfOneRequestForEach() throws Exception {
        int rows = 300;
        Deployment source = source("clear", rows);
        List<ConsumerRecord<byte[], byte[]>> events = events(source);
        int floodPerEvent = FaultTable.times(4, 34);
        Set<Integer> ids = new HashSet<>();
        SplittableRandom random = new SplittableRandom(SEED);

        try (RegistryProxy proxy = new RegistryProxy(servers.registryUrl())) {
            Deployment app = behind(proxy, "flooded", rows);
            try (Producer<byte[], byte[]> producer = KafkaClients.producer(app.config())) {
                String topic = app.config().events().topic();
                for (ConsumerRecord<byte[], byte[]> event : events) {
                    for (int i = 0; i < floodPerEvent; i++) {
                        byte[] unknown = event.value().clone();
                        int id = random.nextInt() | 1 << 20;
                        ids.add(id);
                        WireFormat.writeHeader(unknown, id);
                        var unused = producer.send(new ProducerRecord<>(topic, event.key(), unknown));
                    }
                    var unused = producer.send(new ProducerRecord<>(topic, event.key(), event.value()));
                }
            }
            ObjectNode run = app.run();

            int flood = rows * floodPerEvent;
            boolean equal = run.get("weights_sha256").asText().equals(replayed(source, rows));
            record("schema id unknown", flood, Tally.of(app, VersionedStream.ids(events)), equal);
            assertThat(run.get("rejected").asInt()).isEqualTo(flood);
            long notNegative = ids.stream().filter(id -> id >= 0).count();
            assertThat(proxy.requests()).isBetween(notNegative, notNegative + MOST_OTHER_REQUESTS);
        }
    }

    private static Deployment behind(RegistryProxy proxy, String app, int rows) throws IOException {
        Deployment deployment = Deployment.of(servers, Example.PATIENTS, app, rows, directory)
                .with(servers.registryUrl(), proxy.url())
                .with("seed: 7", "seed: 7\nschema.registry.http.read.timeout.ms: 1000");
        servers.cluster().createTopic(deployment.config().events().topic(), 1);
        return deployment;
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

    private static Deployment source(String app, int rows) throws IOException {
        Deployment source = Deployment.of(servers, Example.PATIENTS, app, rows, directory);
        source.produce(0, rows);
        return source;
    }

    private static List<ConsumerRecord<byte[], byte[]>> events(Deployment source) {
        return servers.cluster().read(source.config().events().topic());
    }

    private static String replayed(Deployment source, int rows) {
        return source.replay(rows).get("weights_sha256").asText();
    }

    private static BraidApplication started(Deployment app) {
        return BraidApplication.start(
                app.config(), ConfluentRegistry.of(app.config().registry()), records -> new Pipeline(app.config()));
    }

    private static Summary learned(BraidApplication application) throws InterruptedException {
        application.awaitPresentEnd();
        application.close();
        return ((Pipeline) application.engine().orElseThrow()).summary();
    }

    private static void record(String row, long times, Tally tally, boolean equal) {
        FaultTable.record(row, times, tally.events(), tally.lost(), tally.duplicated(), equal);
        assertThat(tally).as(row).isEqualTo(new Tally(tally.events(), 0, 0));
        assertThat(equal).as("hash equal").isTrue();
    }
}
