package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.embedded.Certificates;
import io.braid.embedded.SecureBroker;
import io.braid.examples.Example;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.acl.AclBinding;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands against a broker and a registry that want TLS, a password or a certificate, and the right ones. */
class SecureConnectionTest {
    private static final int ROWS = 501;
    private static final String PASSWORD = "right-password";
    private static final String WRONG = "wrong-password";

    private static Path directory;
    private static SecureServers secure;

    /** An authority that the servers don't know. */
    private static Certificates others;

    private static Deployment plain;

    @BeforeAll
    static void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        secure = new SecureServers(directory, PASSWORD);
        others = new Certificates(directory.resolve("others"), PASSWORD);
        List<AclBinding> rights = new ArrayList<>(SecureServers.everything(SecureServers.USER));
        rights.addAll(SecureServers.everything("CN=client"));
        secure.allow(rights);
        plain = Deployment.of(secure.servers(), Example.PATIENTS, "secured", ROWS, directory);
        plain.produce(0, ROWS);
        plain.run();
    }

    @AfterAll
    static void stop() {
        secure.close();
    }

    @Test
    void runsWithPasswordsOverTls() throws Exception {
        runsEverything("passwords", secure.kafka(PASSWORD));
    }

    @Test
    void runsWithACertificateOfItsOwn() throws Exception {
        runsEverything(
                "certificate", secure.broker().tlsClient(secure.certificates().keyStore("client")));
    }

    private static void runsEverything(String app, Map<String, String> kafka) throws Exception {
        Deployment secured = Deployment.of(secure.servers(), Example.PATIENTS, app, ROWS, directory)
                .connected("secured", kafka, secure.registry(PASSWORD));

        secured.produce(0, ROWS);
        ObjectNode run = secured.run();

        assertThat(Deployment.timeless(run)).isEqualTo(Deployment.timeless(secured.replay(ROWS)));
        assertThat(secured.braid("inspect", "--json").json().get("weights_sha256"))
                .isEqualTo(run.get("weights_sha256"));
        assertThat(secured.braid("watch", "--from-beginning", "--events", "10")
                        .succeeded()
                        .out()
                        .lines())
                .hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"produce", "run", "watch", "inspect"})
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void refusesAWrongPasswordOfTheBroker(String command) throws Exception {
        assertFails(command, "password", secure.kafka(WRONG), secure.registry(PASSWORD))
                .contains("Kafka at " + secure.broker().scramServers() + " refuses the login: ")
                .contains("see kafka.sasl.jaas.config");
    }

    @ParameterizedTest
    @ValueSource(strings = {"produce", "run", "watch", "inspect"})
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void refusesABrokerWithoutATrustedCertificate(String command) throws Exception {
        assertFails(
                        command,
                        "trust",
                        SecureServers.with(secure.kafka(PASSWORD), "ssl.truststore.location", others.trustStore()),
                        secure.registry(PASSWORD))
                .contains("no trusted connection to Kafka at " + secure.broker().scramServers()
                        + ": SSL handshake failed: ")
                .contains("PKIX path")
                .contains("see kafka.ssl.truststore.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "expired", "foreign"})
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void isRefusedWithoutAValidCertificate(String kind) throws Exception {
        String keyStore = switch (kind) {
            case "expired" -> secure.certificates().expiredKeyStore("expired");
            case "foreign" -> others.keyStore("foreign");
            default -> "";
        };
        Map<String, String> client = new HashMap<>(secure.broker().tlsClient(keyStore));
        if (keyStore.isEmpty()) {
            client.keySet().removeIf(name -> name.startsWith("ssl.keystore"));
        }

        assertFails("run", "certificate-" + kind, client, secure.registry(PASSWORD))
                .contains("no trusted connection to Kafka at " + secure.broker().tlsServers() + ": ")
                .contains("see kafka.ssl.truststore.*, kafka.ssl.keystore.*");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void saysWhatIsWrongWithTheSettingsOfAClient() throws Exception {
        assertFails(
                        "run",
                        "store",
                        SecureServers.with(secure.kafka(PASSWORD), "ssl.truststore.password", WRONG),
                        secure.registry(PASSWORD))
                .contains("keystore password was incorrect");
        assertFails(
                        "run",
                        "absent",
                        SecureServers.with(secure.kafka(PASSWORD), "ssl.truststore.location", "/absent.p12"),
                        secure.registry(PASSWORD))
                .contains("/absent.p12");
        assertFails(
                        "run",
                        "no-login",
                        SecureServers.with(secure.kafka(PASSWORD), "sasl.jaas.config", ""),
                        secure.registry(PASSWORD))
                .contains("sasl.jaas.config is missing");
        assertFails(
                        "run",
                        "odd-login",
                        SecureServers.with(
                                secure.kafka(PASSWORD),
                                "sasl.jaas.config",
                                SecureBroker.login("braid", "a\" " + WRONG)),
                        secure.registry(PASSWORD))
                .contains("sasl.jaas.config is missing or can't be read; between quotes, \" and \\ are written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"produce", "run", "watch"})
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void refusesAWrongPasswordOfTheRegistry(String command) throws Exception {
        assertFails(command, "registry-password", secure.kafka(PASSWORD), secure.registry(WRONG))
                .contains("schema registry https://" + secure.registry().place(), "401", "see basic.auth.");
        assertFails(
                        command,
                        "registry-url",
                        secure.kafka(PASSWORD),
                        SecureServers.with(
                                SecureServers.with(
                                        secure.registry(PASSWORD),
                                        "schema.registry.url",
                                        "https://braid:" + WRONG + "@"
                                                + secure.registry().place()),
                                "basic.auth.credentials.source",
                                "URL"))
                .contains("schema registry https://" + secure.registry().place(), "401", "see basic.auth.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"produce", "run", "watch"})
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void refusesARegistryWithoutATrustedCertificate(String command) throws Exception {
        assertFails(
                        command,
                        "registry-trust",
                        secure.kafka(PASSWORD),
                        SecureServers.with(
                                secure.registry(PASSWORD),
                                "schema.registry.ssl.truststore.location",
                                others.trustStore()))
                .contains("schema registry https://" + secure.registry().place(), "PKIX path")
                .contains("see schema.registry.ssl.truststore.*");
    }

    /** The one line that {@code command} ends with when it is connected in this way; no password stands in it. */
    private static AbstractStringAssert<?> assertFails(
            String command, String name, Map<String, String> kafka, Map<String, String> registry) throws Exception {
        Deployment app = plain.connected(name, kafka, registry);
        Outcome outcome = switch (command) {
            case "produce" -> app.braid(command, app.data().toString());
            case "watch" -> app.braid(command, "--from-beginning");
            default -> app.braid(command);
        };
        assertThat(outcome.exit()).as(outcome::toString).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        return assertThat(outcome.err()).hasLineCount(1).doesNotContain(PASSWORD, WRONG);
    }
}
