package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.examples.Example;
import io.braid.faults.FaultTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rights that docs/security.md lists are enough, and none of them is too much: Kafka's own authorizer says so. */
class LeastPrivilegeTest {
    /** So many that a window of the metrics is full. */
    private static final int ROWS = 5_001;

    private static final String PASSWORD = "right-password";

    private static Path directory;
    private static SecureServers secure;

    @BeforeAll
    static void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        secure = new SecureServers(directory, PASSWORD);
    }

    @AfterAll
    static void stop() {
        secure.close();
    }

    @ParameterizedTest
    @CsvSource({"1, combined", "3, per-task"})
    void theListedRightsAreEnough(int partitions, String topics) throws Exception {
        String app = "enough-" + partitions;
        Deployment admin =
                deployment(app, partitions).with("seed: 7", "seed: 7\npredictions: {topics: " + topics + "}");
        String events = admin.config().events().topic();
        Deployment user = user(admin);

        secure.allow(Rights.produce(events));
        user.produce(0, ROWS);
        secure.allow(Rights.run(app, events));
        ObjectNode run = user.run();
        secure.allow(Rights.inspect(app));
        ObjectNode inspected = user.braid("inspect", "--json").json();
        secure.allow(Rights.watch(app));
        Outcome watched = user.braid("watch", "--from-beginning", "--events", "10");

        assertThat(run.get("events").asInt()).isEqualTo(ROWS);
        assertThat(inspected.get("weights_sha256")).isEqualTo(run.get("weights_sha256"));
        assertThat(watched.succeeded().out().lines()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void topicsThatAreThereNeedNoRightToMakeThem(int partitions) throws Exception {
        String app = "made-" + partitions;
        Deployment admin = deployment(app, partitions);
        admin.produce(0, 10);
        admin.run();
        admin.produce(10, 10);
        List<AclBinding> rights =
                new ArrayList<>(Rights.run(app, admin.config().events().topic()));
        rights.removeAll(Rights.make(app));

        secure.allow(rights);

        assertThat(user(admin).run().get("events").asInt()).isEqualTo(20);
    }

    static int[] partitions() {
        return FaultTable.full() ? new int[] {1, 3} : new int[] {3};
    }

    @ParameterizedTest
    @MethodSource("partitions")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void eachRightIsNeeded(int partitions) throws Exception {
        Deployment first = deployment("needed-" + partitions, partitions);
        String events = first.config().events().topic();
        first.produce(0, ROWS);
        sendNoEvent(first);
        int rights = Rights.run("", events).size();

        for (int missing = 0; missing < rights; missing++) {
            String app = "needed-" + partitions + "-" + missing;
            List<AclBinding> rest = new ArrayList<>(Rights.run(app, events));
            AclBinding removed = rest.remove(missing);
            secure.allow(rest);

            Outcome run = user(first.again(app)).braid("run", "--until-end");

            assertThat(run.exit()).as("without %s: %s", removed, run).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .as(removed.toString())
                    .hasLineCount(1)
                    .startsWith("Kafka at " + secure.broker().scramServers() + " doesn't allow it: ")
                    .contains("(expected: the rights that docs/security.md lists)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"produce", "run", "watch", "inspect"})
    void saysWhatIsNotAllowed(String command) throws Exception {
        Deployment admin = deployment("nothing-" + command, 1);
        Deployment user = user(admin);
        secure.allow(List.of());

        Outcome outcome =
                command.equals("produce") ? user.braid(command, user.data().toString()) : user.braid(command);

        assertThat(outcome.exit()).as(outcome::toString).isEqualTo(1);
        assertThat(outcome.err()).hasLineCount(1).contains("nothing-" + command, "(expected: ");
    }

    private static Deployment deployment(String app, int partitions) throws Exception {
        Deployment deployment = Deployment.of(secure.servers(), Example.PATIENTS, app, ROWS, directory);
        secure.servers().cluster().createTopic(deployment.config().events().topic(), partitions);
        return deployment;
    }

    /** {@code admin}'s application, run by the user. */
    private static Deployment user(Deployment admin) throws Exception {
        return admin.connected(admin.config().app() + "-user", secure.kafka(PASSWORD), secure.registry(PASSWORD));
    }

    /** Sends a record that is no event, so that one is to be rejected. */
    private static void sendNoEvent(Deployment app) {
        try (Producer<byte[], byte[]> producer = KafkaClients.producer(app.config())) {
            var unused =
                    producer.send(new ProducerRecord<>(app.config().events().topic(), new byte[] {1}));
        }
    }
}
