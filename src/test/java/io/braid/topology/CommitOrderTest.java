package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.ingest.EventReader;
import io.braid.publish.MetricsWriter;
import io.braid.publish.PredictionWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
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
            Topics.createOutputs(cluster.admin(), config);

            try (KafkaStreams streams = new KafkaStreams(topology(config), settings(config), new RecordingClients())) {
                streams.start();
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

    private org.apache.kafka.streams.Topology topology(BraidConfig config) {
        FixedRegistry registry = new FixedRegistry();
        Stages stages = new Stages(
                () -> new EventReader(config, registry),
                () -> new ChainEngine(config) {
                    @Override
                    public void saveChanges(Sink sink) {
                        calls.add("save");
                        super.saveChanges(sink);
                    }
                },
                () -> new PredictionWriter(config, registry),
                () -> new MetricsWriter(config, registry),
                () -> new Clients(settings(config)).reader(),
                true,
                new RecordLimits(1 << 20, 1 << 20),
                new Learning());
        return BraidTopology.of(config, 1, stages);
    }

    private static Properties settings(BraidConfig config) {
        return StreamsSettings.of(config, Map.of());
    }

    /** Clients as Kafka Streams makes them itself, with producers that note what is asked of them. */
    private final class RecordingClients implements KafkaClientSupplier {
        @Override
        public Admin getAdmin(Map<String, Object> config) {
            return Admin.create(config);
        }

        @Override
        @SuppressWarnings("unchecked")
        public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
            Producer<byte[], byte[]> producer =
                    new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
            return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                    Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                        note(method, arguments);
                        try {
                            return method.invoke(producer, arguments);
                        } catch (InvocationTargetException failed) {
                            throw failed.getCause();
                        }
                    });
        }

        private void note(Method method, Object[] arguments) {
            switch (method.getName()) {
                case "send" -> {
                    boolean changelog =
                            ((ProducerRecord<?, ?>) arguments[0]).topic().endsWith("-changelog");
                    calls.add(changelog ? "send changelog" : "send");
                }
                case "flush" -> calls.add("flush");
                case "sendOffsetsToTransaction" -> calls.add("offsets");
                case "commitTransaction" -> calls.add("commit");
                default -> {
                    // Not part of a commit.
                }
            }
        }

        @Override
        public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
            return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
            return getConsumer(config);
        }

        @Override
        public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
            return getConsumer(config);
        }
    }
}
