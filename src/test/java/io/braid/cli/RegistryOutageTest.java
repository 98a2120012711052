package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.config.TaskConfig;
import io.braid.embedded.RegistryProxy;
import io.braid.embedded.RegistryProxy.Fault;
import io.braid.examples.Example;
import io.braid.ingest.EventSchema;
import io.braid.publish.PublishedSchemas;
import io.braid.registry.ConfluentRegistry;
import io.braid.registry.SchemaRegistry;
import io.braid.registry.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code braid run} and a registry that stays away for longer than its patience, or refuses. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RegistryOutageTest {
    private static final int ROWS = 301;
    private static final int FAILED = 1;
    private static final String SECRET = "topsecret";

    private static Path directory;
    private static Servers servers;

    private RegistryProxy proxy;

    @BeforeAll
    static void start(@TempDir Path temporary) {
        directory = temporary;
        servers = new Servers(directory);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @BeforeEach
    void startProxy() {
        proxy = new RegistryProxy(servers.registryUrl());
    }

    @AfterEach
    void stopProxy() {
        proxy.close();
    }

    @Test
    void waitsAtTheStartForARegistryThatComes() throws Exception {
        Deployment app = behindTheProxy("late-registry", 60_000);
        app.produce(0, ROWS);
        proxy.fail(Fault.UNAVAILABLE);

        CompletableFuture<ObjectNode> run = CompletableFuture.supplyAsync(app::run);
        Servers.await(() -> proxy.failures() > 1);
        proxy.heal();

        assertThat(Deployment.learned(run.join())).isEqualTo(Deployment.learned(app.replay(ROWS)));
    }

    @Test
    void namesTheRegistryThatIsAwayAtTheStartButNoSecret() throws IOException {
        Deployment app = behindTheProxy("no-registry", 500);
        app.produce(0, 10);
        proxy.fail(Fault.DOWN);

        Outcome run = app.braid("run", "--until-end", "--json");

        assertThat(run.exit()).isEqualTo(FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith(
                        "schema registry " + proxy.url() + ": subject no-registry.predictions.disease-value: asked ")
                .contains("ConnectException", "expected: ", "schema.registry.patience.ms")
                .doesNotContain(SECRET)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"UNAVAILABLE, HTTP 503", "CLOSING, SocketException", "UNAUTHORIZED, credentials that it accepts"})
    void endsInMidStreamAndGoesOnWhenItIsStartedAgain(Fault fault, String reason) throws Exception {
        Deployment app = behindTheProxy("away-" + fault, 1_500);
        app.produce(0, ROWS);
        List<ConsumerRecord<byte[], byte[]>> events =
                servers.cluster().read(app.config().events().topic());
        int firstId = WireFormat.schemaId(events.get(0).value());
        CompletableFuture<Outcome> run = CompletableFuture.supplyAsync(() -> app.braid("run", "--json"));
        Servers.await(() -> proxy.gave(firstId));

        proxy.fail(fault);
        sendAsTheNextVersion(app, events, firstId);
        Outcome ended = run.join();
        proxy.heal();
        ObjectNode goneOn = app.run();

        assertThat(ended.exit()).isEqualTo(FAILED);
        assertThat(ended.err())
                .startsWith("the application failed: schema registry " + proxy.url() + ": schema id ")
                .contains(reason, "expected: ")
                .doesNotContain(SECRET)
                .hasLineCount(1);
        assertThat(goneOn.get("rejected").asInt()).isZero();
        assertThat(goneOn.get("events").asInt()).isEqualTo(2 * ROWS);
        for (TaskConfig task : app.config().tasks()) {
            assertThat(app.predictions(task)).hasSize(2 * ROWS);
        }
    }

    @Test
    void writesItsSchemasBesideNewerOnesThatAreCompatible() throws IOException {
        Deployment app = behindTheProxy("older", 60_000);
        app.produce(0, ROWS);
        app.registry()
                .register(
                        "older.predictions.disease-value",
                        Versions.extended(PublishedSchemas.MULTICLASS_PREDICTION, 1));
        app.registry().register("older.metrics-value", Versions.extended(PublishedSchemas.TASK_METRICS, 1));

        ObjectNode run = app.run();

        assertThat(run.get("events").asInt()).isEqualTo(ROWS);
        assertThat(app.predictions(app.config().tasks().get(0))).hasSize(ROWS);
    }

    @Test
    void namesTheSubjectThatHoldsAnotherSchema() throws IOException {
        Deployment app = behindTheProxy("foreign", 60_000);
        app.produce(0, 10);
        app.registry().register("foreign.predictions.age-value", Schema.create(Schema.Type.STRING));

        Outcome run = app.braid("run", "--until-end", "--json");

        assertThat(run.exit()).isEqualTo(FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("schema registry " + proxy.url() + ": subject foreign.predictions.age-value: HTTP 409")
                .contains("expected: a schema compatible with the earlier versions")
                .hasLineCount(1);
    }

    private Deployment behindTheProxy(String app, int patienceMillis) throws IOException {
        return Deployment.of(servers, Example.PATIENTS, app, ROWS, directory)
                .with(servers.registryUrl(), "http://user:" + SECRET + "@" + proxy.place())
                .with("seed: 7", "seed: 7\nschema.registry.patience.ms: " + patienceMillis);
    }

    private static void sendAsTheNextVersion(Deployment app, List<ConsumerRecord<byte[], byte[]>> events, int firstId) {
        String topic = app.config().events().topic();
        SchemaRegistry backEnd = ConfluentRegistry.of(Map.of("schema.registry.url", servers.registryUrl()));
        Versions versions = new Versions(topic + "-value", EventSchema.of(app.config()), firstId);
        versions.next(backEnd);
        try (Producer<byte[], byte[]> producer = KafkaClients.producer(app.config())) {
            for (ConsumerRecord<byte[], byte[]> event : events) {
                var unused = producer.send(new ProducerRecord<>(topic, event.key(), versions.of(event.value(), 0)));
            }
        }
    }
}
