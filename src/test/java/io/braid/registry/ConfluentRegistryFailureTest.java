package io.braid.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.braid.registry.StubRegistry.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against registries that are away, slow, broken or strict. */
class ConfluentRegistryFailureTest {

    private static final String SECRET = "topsecret";
    private static final String CREDENTIALS =
            Base64.getEncoder().encodeToString(("user:" + SECRET).getBytes(StandardCharsets.UTF_8));
    private static final Schema INT = Schema.create(Schema.Type.INT);
    private static final Answer INT_ANSWER = Answer.good("{\"schema\":\"\\\"int\\\"\"}");

    @Test
    void asksAgainThenNamesTheRegistryThatIsAwayButNoSecret() throws IOException {
        String place = placeOfNothing();
        ConfluentRegistry registry = registry("http://user:" + SECRET + "@" + place, Duration.ofMillis(500));

        long start = System.nanoTime();
        Throwable failure = catchThrowable(() -> registry.schema(1));
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(failure)
                .isInstanceOf(RegistryException.class)
                .isNotInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("schema registry http://" + place + ": schema id 1: ")
                .hasMessageContaining("(expected: an answer; start the registry, or see schema.registry.url");
        assertThat(everythingSaid(failure)).doesNotContain(SECRET).doesNotContain(CREDENTIALS);
        assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void logsNoSecret() throws IOException {
        ConfluentRegistry registry = registry("http://user:" + SECRET + "@" + placeOfNothing(), Duration.ofMillis(150));
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();

        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        Throwable failure;
        try {
            failure = catchThrowable(() -> registry.register("flights-value", INT));
        } finally {
            System.setErr(before);
        }

        assertThat(failure).isInstanceOf(RegistryException.class);
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(SECRET).doesNotContain(CREDENTIALS);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 408})
    void asksAgainAfterAPassingFailure(int status) throws IOException {
        Answer error = Answer.error(status, status * 100 + 1);
        try (StubRegistry stub = new StubRegistry(error, error, INT_ANSWER)) {
            ConfluentRegistry registry = registry("http://" + stub.place(), Duration.ofSeconds(30));

            assertThat(registry.schema(7)).isEqualTo(INT);
            assertThat(stub.requests()).hasSize(3).containsOnly("GET /schemas/ids/7");
        }
    }

    @Test
    void asksAgainAfterASlowAnswer() throws IOException {
        try (StubRegistry stub = new StubRegistry(INT_ANSWER.after(20_000), INT_ANSWER)) {
            ConfluentRegistry registry =
                    registry("http://" + stub.place(), Duration.ofSeconds(30), "http.read.timeout.ms", "1000");

            assertThat(registry.schema(7)).isEqualTo(INT);
            assertThat(stub.requests()).hasSize(2);
        }
    }

    @Test
    void stopsAskingWhenItsPatienceEnds() throws IOException {
        try (StubRegistry stub = new StubRegistry(Answer.error(503, 503))) {
            ConfluentRegistry registry = registry("http://" + stub.place(), Duration.ofMillis(800));

            assertThatThrownBy(() -> registry.schema(7))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining(
                            "schema id 7: asked " + stub.requests().size() + " times in ")
                    .hasMessageContaining("HTTP 503, an error of the stub")
                    .hasMessageContaining("schema.registry.patience.ms");
            assertThat(stub.requests()).hasSizeBetween(2, 4);
        }
    }

    @Test
    void takesAnotherUrlWhenTheFirstIsAway() throws IOException {
        try (StubRegistry stub = new StubRegistry(INT_ANSWER)) {
            ConfluentRegistry registry =
                    registry("http://" + placeOfNothing() + ",http://" + stub.place(), Duration.ZERO);

            assertThat(registry.schema(7)).isEqualTo(INT);
        }
    }

    @Test
    void stopsWaitingWhenItsThreadIsInterrupted() throws IOException {
        ConfluentRegistry registry = registry("http://" + placeOfNothing(), Duration.ofMinutes(10));

        Thread.currentThread().interrupt();
        Throwable failure = catchThrowable(() -> registry.schema(7));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).isInstanceOf(RegistryException.class).hasMessageContaining("interrupted");
    }

    @ParameterizedTest
    @CsvSource({"401, credentials that it accepts", "403, credentials that it accepts", "404, a registry at this URL"})
    void asksOnceWhenAskingAgainIsOfNoUse(int status, String expectation) throws IOException {
        try (StubRegistry stub = new StubRegistry(Answer.error(status, status))) {
            ConfluentRegistry registry = registry("http://user:" + SECRET + "@" + stub.place(), Duration.ofMinutes(1));

            Throwable failure = catchThrowable(() -> registry.schema(7));

            assertThat(failure)
                    .isInstanceOf(RegistryException.class)
                    .isNotInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining(expectation);
            assertThat(everythingSaid(failure)).doesNotContain(SECRET);
            assertThat(stub.requests()).hasSize(1);
        }
    }

    @Test
    void sendsTheUserOfItsUrl() throws IOException {
        try (StubRegistry stub = new StubRegistry(INT_ANSWER)) {
            registry("http://user:" + SECRET + "@" + stub.place(), Duration.ZERO)
                    .schema(7);

            assertThat(stub.authorizations()).containsExactly("Basic " + CREDENTIALS);
        }
    }

    @Test
    void sendsTheUserOfItsSettings() throws IOException {
        try (StubRegistry stub = new StubRegistry(INT_ANSWER)) {
            registry(
                            "http://" + stub.place(),
                            Duration.ZERO,
                            "basic.auth.credentials.source",
                            "USER_INFO",
                            "basic.auth.user.info",
                            "user:" + SECRET)
                    .schema(7);

            assertThat(stub.authorizations()).containsExactly("Basic " + CREDENTIALS);
        }
    }

    @Test
    void sendsABearerToken() throws IOException {
        try (StubRegistry stub = new StubRegistry(INT_ANSWER)) {
            registry(
                            "http://" + stub.place(),
                            Duration.ZERO,
                            "bearer.auth.credentials.source",
                            "STATIC_TOKEN",
                            "bearer.auth.token",
                            SECRET)
                    .schema(7);

            assertThat(stub.authorizations()).containsExactly("Bearer " + SECRET);
        }
    }

    @Test
    void refusesSettingsThatTheClientRefuses() {
        assertThatThrownBy(() -> registry(
                        "http://one",
                        Duration.ZERO,
                        "schema.registry.ssl.truststore.location",
                        "/nowhere/at/all",
                        "schema.registry.ssl.truststore.password",
                        SECRET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("schema registry http://one: ")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void waitsForAnIdThatAReplicaDoesNotKnowYet() throws IOException {
        Answer unknown = Answer.error(404, 40403);
        try (StubRegistry stub = new StubRegistry(unknown, unknown, unknown, INT_ANSWER)) {
            ConfluentRegistry registry = registry("http://" + stub.place(), Duration.ZERO);

            assertThat(registry.schema(7)).isEqualTo(INT);
        }
    }

    @Test
    void asksOnceForEachOfManyUnknownIdsAndWaitsForTheFirstAlone() throws IOException {
        int ids = 1_000;
        try (StubRegistry stub = new StubRegistry(Answer.error(404, 40403))) {
            ConfluentRegistry registry = registry("http://" + stub.place(), Duration.ofMinutes(10));

            for (int id = 1; id <= ids; id++) {
                int unknown = id;
                assertThatThrownBy(() -> registry.schema(unknown)).isInstanceOf(UnknownSchemaException.class);
                assertThatThrownBy(() -> registry.schema(-unknown)).isInstanceOf(UnknownSchemaException.class);
            }

            assertThat(stub.requests().stream().filter("GET /schemas/ids/1"::equals))
                    .hasSizeBetween(2, 8);
            assertThat(stub.requests().stream().filter(request -> !request.equals("GET /schemas/ids/1")))
                    .hasSize(ids - 1)
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Welcome</html>",
                "null",
                "{}",
                "[]",
                "7",
                "{\"schema\": \"\\\"in",
                "{\"schema\": null}"
            })
    void asksAgainAfterAnAnswerThatIsNone(String body) throws IOException {
        try (StubRegistry stub = new StubRegistry(Answer.good(body), INT_ANSWER)) {
            ConfluentRegistry registry = registry("http://" + stub.place(), Duration.ofSeconds(30));

            assertThat(registry.schema(7)).isEqualTo(INT);
            assertThat(stub.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Welcome</html>", "null", "{}", "[]", "{\"id\": null}"})
    void registersAgainAfterAnAnswerThatIsNone(String body) throws IOException {
        try (StubRegistry stub = new StubRegistry(Answer.good(body), Answer.good("{\"id\": 3}"))) {
            ConfluentRegistry registry = registry("http://" + stub.place(), Duration.ofSeconds(30));

            assertThat(registry.register("flights-value", INT)).isEqualTo(3);
            assertThat(stub.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}",
                "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax\"}",
                "{\"schema\":\"{\\\"type\\\":\\\"rubbish\\\"}\"}"
            })
    void takesASchemaThatIsNotAvroForUnknown(String answer) throws IOException {
        try (StubRegistry stub = new StubRegistry(Answer.good(answer))) {
            ConfluentRegistry registry = registry("http://" + stub.place(), Duration.ofMinutes(1));

            assertThatThrownBy(() -> registry.schema(7)).isInstanceOf(UnknownSchemaException.class);
            assertThatThrownBy(() -> registry.schema(7)).isInstanceOf(UnknownSchemaException.class);

            assertThat(stub.requests()).hasSize(1);
        }
    }

    @Test
    void fetchesTheSchemasThatASchemaRefersTo() throws IOException {
        Answer flight = Answer.good("""
            {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"Flight\\",\\"fields\\":[{\\"name\\":\\"at\\",\\"type\\":\\"Place\\"}]}",
             "references": [{"name": "Place", "subject": "place-value", "version": 3}]}\
            """);
        Answer place = Answer.good("""
            {"subject": "place-value", "version": 3, "id": 2,
             "schema": "{\\"type\\":\\"enum\\",\\"name\\":\\"Place\\",\\"symbols\\":[\\"SEA\\",\\"SFO\\"]}"}\
            """);
        try (StubRegistry stub = new StubRegistry(flight, place)) {
            Schema schema = registry("http://" + stub.place(), Duration.ZERO).schema(7);

            assertThat(schema.getField("at").schema().getEnumSymbols()).containsExactly("SEA", "SFO");
            assertThat(stub.requests()).containsExactly("GET /schemas/ids/7", "GET /subjects/place-value/versions/3");
        }
    }

    private static ConfluentRegistry registry(String url, Duration patience, String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("schema.registry.url", url));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return ConfluentRegistry.of(all, patience);
    }

    /** Host and port where nothing listens any more. */
    private static String placeOfNothing() throws IOException {
        try (StubRegistry stub = new StubRegistry()) {
            return stub.place();
        }
    }

    private static String everythingSaid(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
