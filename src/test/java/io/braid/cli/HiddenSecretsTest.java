package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.embedded.SecureBroker;
import io.braid.examples.Example;
import io.braid.topology.Checkpoint;
import io.braid.topology.KillHarness;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command, when it works and when it fails, in a process that logs all that Braid logs and what Kafka's clients log
 * of their settings: the password, which is the same everywhere, stands in nothing that is written.
 */
class HiddenSecretsTest {
    private static final int ROWS = 101;

    @TempDir
    private Path directory;

    private final SplittableRandom random = new SplittableRandom(11);
    private final String secret = "s3/" + Long.toString(random.nextLong() >>> 1, 36) + "+?x";
    private final String wrong = "w3/" + Long.toString(random.nextLong() >>> 1, 36) + "+?x";
    private final List<String> lines = new ArrayList<>();

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void noCommandWritesAPassword() throws Exception {
        try (SecureServers secure = new SecureServers(directory.resolve("servers"), secret)) {
            secure.allow(SecureServers.everything(SecureServers.USER));
            Deployment plain = Deployment.of(secure.servers(), Example.PATIENTS, "hidden", ROWS, directory);
            works(plain.connected(
                    "placeholders", secure.kafka("${env:BRAID_SECRET}"), secure.registry("${env:BRAID_SECRET}")));
            works(plain.connected("inline", secure.kafka(secret), secure.registry(secret)));
            fails(plain, secure);

            String output = run();

            assertThat(output.lines().filter(line -> line.startsWith("exit ")))
                    .hasSize(lines.size())
                    .startsWith(Stream.generate(() -> "exit 0").limit(12).toArray(String[]::new));
            assertThat(output.lines().filter(line -> line.equals("exit 0"))).hasSize(12);
            assertHides(output);
            assertHides(files(directory.resolve("hidden").resolve("state")));
            for (String topic :
                    secure.servers().cluster().admin().listTopics().names().get()) {
                assertHides(records(secure.servers().cluster().read(topic)));
            }
            assertThat(records(secure.servers().cluster().read(Checkpoint.topic(plain.config()))))
                    .isNotEmpty();
        }
    }

    private void works(Deployment app) {
        command(app, "check");
        command(app, "produce", app.data().toString());
        command(app, "run", "--until-end");
        command(app, "watch", "--from-beginning", "--events", "1");
        command(app, "inspect");
        command(app, "replay", app.data().toString());
    }

    private void fails(Deployment plain, SecureServers secure) throws IOException {
        Map<String, String> kafka = secure.kafka(secret);
        Map<String, String> registry = secure.registry(secret);
        fails(plain, "password", secure.kafka(wrong), registry);
        fails(
                plain,
                "unread",
                SecureServers.with(kafka, "sasl.jaas.config", SecureBroker.login("a", secret + "\" " + wrong)),
                registry);
        fails(plain, "store", SecureServers.with(kafka, "ssl.truststore.password", wrong), registry);
        fails(
                plain,
                "unknown",
                SecureServers.with(SecureServers.with(kafka, "my.password", secret), "acks", "never"),
                registry);
        fails(plain, "provider", kafka, secure.registry(secret + "${" + wrong + ":x}"));
        fails(plain, "registry", kafka, secure.registry(wrong));
        fails(
                plain,
                "registry-store",
                kafka,
                SecureServers.with(registry, "schema.registry.ssl.truststore.password", wrong));
        fails(
                plain,
                "registry-url",
                kafka,
                url(
                        registry,
                        "https://braid:" + URLEncoder.encode(wrong, StandardCharsets.UTF_8) + "@"
                                + secure.registry().place()));
        fails(
                plain,
                "registry-odd-url",
                kafka,
                url(registry, "htps://braid:" + secret + "@" + secure.registry().place()));
        Path broken =
                Files.writeString(directory.resolve("broken.yaml"), "kafka: {sasl.jaas.config: \"" + secret + "}");
        lines.add("run\t" + broken);
        Path list = Files.writeString(
                directory.resolve("list.yaml"),
                "basic.auth.user.info: [" + secret + "]\nbasic.auht.user.info: " + secret);
        lines.add("run\t" + list);
    }

    private static Map<String, String> url(Map<String, String> registry, String url) {
        return SecureServers.with(
                SecureServers.with(registry, "schema.registry.url", url), "basic.auth.credentials.source", "URL");
    }

    private void fails(Deployment plain, String name, Map<String, String> kafka, Map<String, String> registry)
            throws IOException {
        command(plain.connected(name, kafka, registry), "run", "--until-end");
    }

    private void command(Deployment app, String name, String... options) {
        lines.add(name + "\t" + app.configFile()
                + Stream.of(options).map(option -> "\t" + option).reduce("", String::concat));
    }

    /** What a process writes that runs the lines. */
    private String run() throws IOException, InterruptedException {
        Path commands = Files.write(directory.resolve("commands"), lines);
        Path output = directory.resolve("output");
        ProcessBuilder builder = KillHarness.java(CommandsProcess.class.getName(), commands.toString());
        builder.command()
                .addAll(
                        1,
                        List.of(
                                "-Dorg.slf4j.simpleLogger.log.io.braid=trace",
                                "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=info",
                                "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.common.config.provider=info",
                                "-Dorg.slf4j.simpleLogger.log.org.apache.flink.avro.registry=info"));
        builder.environment().put("BRAID_SECRET", secret);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(8, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }

    private void assertHides(String text) {
        for (String password : List.of(secret, wrong)) {
            byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
            byte[] login = ("braid:" + password).getBytes(StandardCharsets.UTF_8);
            assertThat(text)
                    .doesNotContain(password)
                    .doesNotContain(URLEncoder.encode(password, StandardCharsets.UTF_8))
                    .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(bytes))
                    .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(login));
        }
    }

    private static String files(Path directory) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    private static String records(List<ConsumerRecord<byte[], byte[]>> records) {
        StringBuilder text = new StringBuilder();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            for (byte[] part : new byte[][] {record.key(), record.value()}) {
                if (part != null) {
                    text.append(new String(part, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return text.toString();
    }
}
