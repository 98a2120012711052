package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.embedded.BrokerCluster;
import io.braid.examples.Example;
import io.braid.faults.FaultTable;
import io.braid.topology.BrokerFaults;
import io.braid.topology.BrokerFaults.Fault;
import io.braid.topology.Instance;
import io.braid.topology.KillHarness;
import io.braid.topology.PredictionTail;
import io.braid.topology.Replicas;
import io.braid.topology.Takeovers;
import io.braid.topology.Takeovers.Member;
import io.braid.topology.Takeovers.Takeover;
import io.braid.topology.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two instances of {@code braid run} with a standby in each, on three brokers: whichever of them is killed, the other goes
 * on with the model of some 8 MB that it has already, and a broker less changes nothing. For {@code -Pfaults} only.
 */
@EnabledIfSystemProperty(named = "braid.faults", matches = "true")
class StandbyRunTest {
    private static final Logger log = LoggerFactory.getLogger(StandbyRunTest.class);
    private static final int TAKEOVERS = 4;
    private static final int ROWS = 400_000;
    private static final long EVENTS_PER_SECOND = 500;

    private final AtomicLong written = new AtomicLong();
    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void standbysTakeOverOnThreeBrokersAndComeToWhatAReplayComesTo(@TempDir Path directory) throws Exception {
        BrokerCluster brokers = new BrokerCluster(directory.resolve("brokers"));
        try (TestCluster cluster = new TestCluster(directory, brokers.bootstrapServers(), brokers::close)) {
            new Replicas(cluster.admin(), BrokerCluster.BROKERS.size()).awaitInSync();
            try (Servers servers = new Servers(cluster)) {
                killEitherInstance(brokers, servers, directory);
            }
        }
    }

    private void killEitherInstance(BrokerCluster brokers, Servers servers, Path directory) throws Exception {
        TestCluster cluster = servers.cluster();
        Deployment app = Deployment.of(servers, Example.REVIEWS, "standbys", ROWS, directory);
        cluster.createTopic(app.config().events().topic(), 1);
        CompletableFuture<Long> sending = CompletableFuture.supplyAsync(() -> send(app));
        List<Takeover> takeovers;
        try {
            takeovers = takeovers(brokers, cluster, app);
        } finally {
            enough.set(true);
        }
        long events = sending.join();
        KillHarness last = new KillHarness(
                ignored -> run(app.configFile(), "--until-end", "--json"),
                Files.createDirectories(directory.resolve("last")));
        ObjectNode survived = Outcome.json(last.finish());

        ObjectNode replayed = app.replay(events);
        Tally tally = Tally.of(app, events);
        boolean equal = survived.get("weights_sha256").equals(replayed.get("weights_sha256"));
        FaultTable.record(
                "kill -9 of `braid run`, a standby takes over",
                takeovers.size(),
                events,
                tally.lost(),
                tally.duplicated(),
                equal);
        takeovers.forEach(each -> log.info("{}", each));
        assertThat(tally.lost()).as("lost").isZero();
        assertThat(tally.duplicated()).as("duplicated").isZero();
        assertThat(Deployment.learned(survived)).isEqualTo(Deployment.learned(replayed));
        assertThat(takeovers).hasSize(TAKEOVERS).allMatch(Takeover::isWithoutRestoring);
    }

    private List<Takeover> takeovers(BrokerCluster brokers, TestCluster cluster, Deployment app) throws Exception {
        List<Takeover> takeovers = new ArrayList<>();
        String predictions = app.config().predictionsTopic(app.config().tasks().get(0));
        try (PredictionTail tail = new PredictionTail(cluster.bootstrapServers(), predictions);
                Instance one = instance(app, "one");
                Instance two = instance(app, "two")) {
            List<Member> members = List.of(
                    new Member(one, app.configFile().resolveSibling("one")),
                    new Member(two, app.configFile().resolveSibling("two")));
            Takeovers next = new Takeovers(
                    cluster.admin(), app.config().app(), app.config().events().topic(), members, tail, written::get);
            one.start();
            next.awaitPredictions();
            two.start();
            while (takeovers.size() < TAKEOVERS) {
                takeovers.add(next.next());
                new BrokerFaults(brokers, cluster, app.config(), one, tail, written::get).inject(List.of(Fault.BROKER));
            }
        }
        return takeovers;
    }

    private long send(Deployment app) {
        EventProducer producer = new EventProducer(app.config(), app.registry());
        return producer.send(app.data(), 0, ROWS, EVENTS_PER_SECOND, written::set, enough::get)
                .sent();
    }

    private static Instance instance(Deployment app, String name) throws IOException {
        Path configFile = app.standby(name);
        return new Instance(() -> run(configFile), configFile.resolveSibling(name + ".log"));
    }

    private static ProcessBuilder run(Path configFile, String... options) {
        List<String> arguments = new ArrayList<>(List.of("run", configFile.toString()));
        arguments.addAll(List.of(options));
        ProcessBuilder process = KillHarness.java(Main.class.getName(), arguments.toArray(String[]::new));
        process.command().add(1, Takeovers.LOG_RESTORING);
        return process;
    }
}
