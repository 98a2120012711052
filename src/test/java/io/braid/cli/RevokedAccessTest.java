package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.config.TaskConfig;
import io.braid.examples.Example;
import io.braid.faults.FaultTable;
import io.braid.publish.Prediction;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running application whose user loses its rights or its password ends with the reason, and loses nothing. */
class RevokedAccessTest {
    private static final int TIMES = FaultTable.times(1, 5);
    private static final int EACH = 1_001;
    private static final int ROWS = EACH * (TIMES + 1);
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

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aRightThatIsTakenAwayLosesNothing() throws Exception {
        losesNothing(
                "right",
                "ACL missing",
                "doesn't allow it",
                app -> secure.allow(List.of()),
                app -> secure.allow(Rights.run(app, "right.events")));
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aPasswordThatIsChangedLosesNothing() throws Exception {
        losesNothing(
                "password",
                "wrong password",
                "refuses the login",
                app -> secure.setPassword("another-password"),
                app -> {
                    secure.allow(Rights.run(app, "password.events"));
                    secure.setPassword(PASSWORD);
                });
    }

    /** What is done at the broker to the user of an application. */
    private interface Change {
        void apply(String app) throws Exception;
    }

    private static void losesNothing(String app, String fault, String message, Change revoke, Change restore)
            throws Exception {
        Deployment admin = Deployment.of(secure.servers(), Example.PATIENTS, app, ROWS, directory);
        Deployment user = admin.connected("user", secure.kafka(PASSWORD), secure.registry(PASSWORD));
        restore.apply(app);
        for (int time = 0; time < TIMES; time++) {
            admin.produce(time * EACH, EACH);
            CompletableFuture<Outcome> run = CompletableFuture.supplyAsync(() -> user.braid("run"));
            while (committed(admin) <= time * EACH) {
                Thread.sleep(50);
            }
            revoke.apply(app);
            Outcome ended = run.get();
            assertThat(ended.exit()).as(ended::toString).isEqualTo(1);
            assertThat(ended.err()).hasLineCount(1).contains(secure.broker().scramServers(), message);
            restore.apply(app);
        }
        admin.produce(TIMES * EACH, EACH);
        ObjectNode finished = user.run();
        ObjectNode replayed = admin.replay(ROWS);

        long lost = 0;
        long duplicated = 0;
        for (TaskConfig task : admin.config().tasks()) {
            List<Prediction> predictions = admin.predictions(task);
            Set<String> ids = new HashSet<>();
            predictions.forEach(prediction -> ids.add(prediction.eventId()));
            lost += ROWS - ids.size();
            duplicated += predictions.size() - ids.size();
        }
        boolean equal = finished.get("weights_sha256").equals(replayed.get("weights_sha256"));
        FaultTable.record(fault, TIMES, ROWS, lost, duplicated, equal);
        assertThat(lost).as("lost").isZero();
        assertThat(duplicated).as("duplicated").isZero();
        assertThat(equal).as("hash equal").isTrue();
    }

    private static int committed(Deployment app) {
        Outcome inspected = app.braid("inspect", "--json");
        return inspected.exit() == 0 ? inspected.json().get("events").asInt() : 0;
    }
}
