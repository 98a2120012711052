package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pins what {@link io.braid.checkpoint.ModelStore} relies on: the order of Kafka Streams' calls around a commit. */
class CommitOrderTest {
    private static final String TOPIC = "events";

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path directory;

    @Test
    void piecesAreSentBeforeTheirTransactionTakesTheOffsets() throws Exception {
        try (TestCluster cluster = new TestCluster(directory)) {
            cluster.createTopic(TOPIC, 1);
            Writer writer = new Writer(cluster.bootstrapServers(), TOPIC, 1, 1);
            BraidConfig config = TestEvents.config("order", TOPIC, cluster.settings("order"));

            try (BraidApplication application = BraidApplication.start(
                    config,
                    new FixedRegistry(),
                    records -> noted(config),
                    (topology, settings) -> new KafkaStreams(topology, settings, new WatchedClients(this::note)))) {
                writer.write(500, 50);
                awaitCommits(3);
            }
            writer.close();

            List<String> expected = List.of("save", "send changelog", "flush", "offsets", "commit");
            List<List<String>> commits = commits();
            assertThat(commits).hasSizeGreaterThanOrEqualTo(3);
            assertThat(commits).allSatisfy(commit -> assertThat(commit).isEqualTo(expected));
        }
    }

    private void awaitCommits(int count) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (Collections.frequency(List.copyOf(calls), "commit") < count) {
            assertThat(System.nanoTime()).as("commits within a minute").isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    /** The calls of each commit that saved something, from the saving on, repeated ones once. */
    private List<List<String>> commits() {
        List<List<String>> commits = new ArrayList<>();
        List<String> current = new ArrayList<>();
        for (String call : List.copyOf(calls)) {
            if (call.equals("save")) {
                current = new ArrayList<>();
            }
            if (current.isEmpty() || !current.get(current.size() - 1).equals(call)) {
                current.add(call);
            }
            if (call.equals("commit")) {
                if (current.contains("send changelog")) {
                    commits.add(current);
                }
                current = new ArrayList<>();
            }
        }
        return commits;
    }

    private Engine noted(BraidConfig config) {
        return new ChainEngine(config) {
            @Override
            public void saveChanges(Sink sink) {
                calls.add("save");
                super.saveChanges(sink);
            }
        };
    }

    private @Nullable Object note(WatchedClients.Call call) throws Throwable {
        switch (call.name()) {
            case "send" -> {
                boolean changelog =
                        ((ProducerRecord<?, ?>) call.arguments()[0]).topic().endsWith("-changelog");
                calls.add(changelog ? "send changelog" : "send");
            }
            case "flush" -> calls.add("flush");
            case "sendOffsetsToTransaction" -> calls.add("offsets");
            case "commitTransaction" -> calls.add("commit");
            default -> {
                // Not part of a commit.
            }
        }
        return call.proceed();
    }
}
