package io.braid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    @TempDir
    static Path directory;

    private static Set<String> listenersBefore;
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        listenersBefore = Listeners.ofThisProcess();
        broker = EmbeddedBroker.start(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void handsOutWhatItWasGiven() throws Exception {
        Topic topic = Topic.create(broker.bootstrapServers(), "plain");

        topic.send("one", "two");

        assertThat(topic.read(2)).containsExactly("one", "two");
    }

    @Test
    void showsCommittedTransactionsOnly() throws Exception {
        Topic topic = Topic.create(broker.bootstrapServers(), "transactions");
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "t"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactions", "aborted")).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactions", "committed")).get();
            producer.commitTransaction();
        }

        assertThat(topic.read(1)).containsExactly("committed");
    }

    @Test
    void keepsItsDataOverARestart(@TempDir Path own) throws Exception {
        try (EmbeddedBroker first = EmbeddedBroker.start(own)) {
            Topic.create(first.bootstrapServers(), "kept").send("before");
        }

        int port = LoopbackPort.free();
        try (EmbeddedBroker second = EmbeddedBroker.start(own, port)) {
            Topic topic = new Topic(second.bootstrapServers(), "kept");
            topic.send("after");

            assertThat(second.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(topic.read(2)).containsExactly("before", "after");
        }
    }

    @Test
    void leavesNoThreadThatKeepsTheProcessAlive(@TempDir Path own) {
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        EmbeddedBroker.start(own).close();

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !thread.isDaemon() && !before.contains(thread))
                .filteredOn(Thread::isAlive)
                .isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void listensOnLoopbackOnly() throws Exception {
        Set<String> listeners = Listeners.ofThisProcess();
        listeners.removeAll(listenersBefore);

        assertThat(listeners).hasSizeGreaterThanOrEqualTo(2).allMatch(Listeners::isLoopback);
    }

    @Test
    void refusesADirectoryThatAnotherBrokerUses() {
        assertThatThrownBy(() -> EmbeddedBroker.start(directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in use (expected: a directory")
                .hasMessageContaining(directory.toString());
    }

    @Test
    void refusesAPortThatIsTaken(@TempDir Path own) throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(LoopbackPort.address(0));

            assertThatThrownBy(() -> EmbeddedBroker.start(own, taken.getLocalPort()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("port " + taken.getLocalPort() + " (expected: a free port of 127.0.0.1, or 0 for any)");
        }
    }

    @Test
    void createsNoTopicByItsMention() {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "max.block.ms", "1000"),
                new StringSerializer(),
                new StringSerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("mentioned", "value"))
                            .get())
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void keepsOldEvents() throws Exception {
        Topic.create(broker.bootstrapServers(), "old");
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "old");

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var settings = Objects.requireNonNull(
                            admin.describeConfigs(List.of(topic)).values().get(topic))
                    .toCompletionStage()
                    .toCompletableFuture();

            assertThat(settings)
                    .succeedsWithin(Duration.ofSeconds(60))
                    .returns("-1", config -> config.get("retention.ms").value());
        }
    }
}
