package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.embedded.BrokerCluster;
import io.braid.faults.FaultTable;
import io.braid.topology.BrokerFaults.Fault;
import io.braid.topology.BrokerFaults.Injected;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application on three brokers, which are killed, stopped and started again while events stream in, loses nothing and
 * doubles nothing, and needs nobody to start it again. {@code -Pfaults} does more of it, for longer.
 */
class BrokerFaultTest {
    private static final Logger log = LoggerFactory.getLogger(BrokerFaultTest.class);

    private static Path directory;
    private static BrokerCluster brokers;
    private static TestCluster cluster;
    private static Replicas replicas;

    @BeforeAll
    static void startBrokers(@TempDir Path temporary) throws Exception {
        directory = temporary;
        brokers = new BrokerCluster(directory.resolve("brokers"));
        cluster = new TestCluster(directory, brokers.bootstrapServers(), brokers::close);
        replicas = new Replicas(cluster.admin(), BrokerCluster.BROKERS.size());
        replicas.awaitInSync();
    }

    @AfterAll
    static void stopBrokers() {
        cluster.close();
    }

    @Test
    @Timeout(value = 25, unit = TimeUnit.MINUTES)
    void faultsOfBrokersAndKillsLoseNothingAndDoubleNothing() throws Exception {
        outlast("three-brokers", Map.of(), Fault.schedule());
    }

    /** A commit that times out may yet be made, with the offsets of its transaction or without. */
    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @EnabledIfSystemProperty(named = "braid.faults", matches = "true")
    void commitsThatTimeOutLoseNothingAndDoubleNothing() throws Exception {
        outlast("impatient", Map.of("max.block.ms", "4000"), Collections.nCopies(6, Fault.BRIEF_STOP));
    }

    private static void outlast(String app, Map<String, String> settings, List<Fault> faults) throws Exception {
        BraidConfig config = TestEvents.config(app, app + "-events", settings);
        cluster.createTopic(config.events().topic(), 1);
        Writer writer = new Writer(cluster.bootstrapServers(), config.events().topic(), 1, FaultTable.seed());
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writer.writeUntil(enough::get));
        List<Injected> injected;
        try {
            injected = inject(config, writer, faults);
        } finally {
            enough.set(true);
            writing.join();
        }
        writer.close();
        Map<String, String> last = new HashMap<>(cluster.settings(app));
        last.putAll(settings);
        String survived =
                TopologyChild.learnToEnd(TestEvents.config(app, config.events().topic(), last));

        Audit audit = Audit.of(cluster, config);
        for (Fault fault : Fault.values()) {
            report(fault, injected, audit, audit.digest().equals(Set.of(survived)));
        }
        assertThat(audit.written()).hasSize((int) writer.events());
        assertThat(audit.lost()).as("lost").isEmpty();
        assertThat(audit.duplicated()).as("duplicated").isEmpty();
        assertThat(audit.rejectedOnce()).as("rejected once").isTrue();
        assertThat(audit.digest()).containsExactly(survived);
        assertReplicated(config);
    }

    private static List<Injected> inject(BraidConfig config, Writer writer, List<Fault> faults) throws Exception {
        String predictions = config.predictionsTopic(config.tasks().get(0));
        Path log = directory.resolve(config.app() + ".log");
        try (Instance braid = new Instance(() -> child(config, TopologyChild.RESIDENT), log);
                PredictionTail tail = new PredictionTail(cluster.bootstrapServers(), predictions)) {
            braid.start();
            List<Injected> injected =
                    new BrokerFaults(brokers, cluster, config, braid, tail, writer::events).inject(faults);
            braid.stop();
            return injected;
        }
    }

    private static ProcessBuilder child(BraidConfig config, String... options) {
        return TopologyChild.process(
                cluster, config.app(), config.events().topic(), config.app(), config.kafka(), options);
    }

    private static void report(Fault fault, List<Injected> all, Audit audit, boolean equal) {
        List<Injected> injected =
                all.stream().filter(each -> each.fault() == fault).toList();
        if (injected.isEmpty()) {
            return;
        }
        FaultTable.record(
                fault.title(),
                injected.size(),
                injected.stream().mapToLong(each -> each.to() - each.from()).sum(),
                injected.stream().mapToLong(each -> each.within(audit.lost())).sum(),
                injected.stream()
                        .mapToLong(each -> each.within(audit.duplicated()))
                        .sum(),
                equal);
        long[] silences =
                injected.stream().mapToLong(Injected::silence).sorted().toArray();
        log.info(
                "{}: no predictions for {} ms (median of {}), {} ms (longest)",
                fault.title(),
                silences[silences.length / 2],
                silences.length,
                silences[silences.length - 1]);
    }

    /** Everything that the application made has as many replicas as the brokers' defaults say. */
    private static void assertReplicated(BraidConfig config) {
        List<String> made = Stream.concat(
                        config.tasks().stream().map(config::predictionsTopic),
                        Stream.of(config.metricsTopic(), config.rejectsTopic(), Checkpoint.topic(config)))
                .toList();
        assertThat(made).allSatisfy(topic -> assertThat(replicas.factor(topic)).isEqualTo(3));
    }
}
