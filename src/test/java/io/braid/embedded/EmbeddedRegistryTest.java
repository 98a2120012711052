package io.braid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registry by plain HTTP, on a real broker. Each test has subjects of its own. */
class EmbeddedRegistryTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String INT = "{\"schema\":\"\\\"int\\\"\"}";
    private static final String LONG = "{\"schema\":\"\\\"long\\\"\"}";
    private static final String STRING = "{\"schema\":\"\\\"string\\\"\"}";

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static EmbeddedRegistry registry;
    private static Set<String> listenersOfRegistry;

    record Answer(int status, JsonNode body, String contentType) {}

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory);
        Set<String> before = OS.LINUX.isCurrentOs() ? Listeners.ofThisProcess() : Set.of();
        registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0);
        listenersOfRegistry = OS.LINUX.isCurrentOs() ? Listeners.ofThisProcess() : Set.of();
        listenersOfRegistry.removeAll(before);
    }

    @AfterAll
    static void stop() {
        registry.close();
        broker.close();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void listensOnLoopbackOnly() {
        assertThat(registry.url()).startsWith("http://127.0.0.1:");
        assertThat(listenersOfRegistry).hasSize(1).allMatch(Listeners::isLoopback);
    }

    @Test
    void tellsWhatItIs() throws Exception {
        assertThat(get("/").body()).isEqualTo(json("{}"));
        assertThat(get("/schemas/types").body()).isEqualTo(json("[\"AVRO\"]"));
        assertThat(get("/mode").body()).isEqualTo(json("{\"mode\":\"READWRITE\"}"));
        assertThat(get("/").contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
    }

    @Test
    void registersAndDescribesVersions() throws Exception {
        int id = post("/subjects/versions-value/versions", INT).body().get("id").intValue();
        post("/subjects/versions-value/versions", LONG);

        assertThat(get("/subjects/versions-value/versions").body()).isEqualTo(json("[1,2]"));
        assertThat(get("/subjects/versions-value/versions/1").body())
                .isEqualTo(json(
                        "{\"subject\":\"versions-value\",\"version\":1,\"id\":" + id + ",\"schema\":\"\\\"int\\\"\"}"));
        assertThat(get("/subjects/versions-value/versions/latest")
                        .body()
                        .get("version")
                        .intValue())
                .isEqualTo(2);
        assertThat(get("/subjects/versions-value/versions/1/schema").body()).isEqualTo(json("\"int\""));
        assertThat(get("/subjects?subjectPrefix=versions-").body()).isEqualTo(json("[\"versions-value\"]"));
    }

    @Test
    void findsSchemasByTheirId() throws Exception {
        String text = "{\\\"type\\\":\\\"enum\\\",\\\"name\\\":\\\"ById\\\",\\\"symbols\\\":[\\\"A\\\"]}";
        int id = post("/subjects/by-id-value/versions", "{\"schema\":\"" + text + "\"}")
                .body()
                .get("id")
                .intValue();

        assertThat(get("/schemas/ids/" + id + "?subject=by-id-value").body())
                .isEqualTo(json("{\"schema\":\"" + text + "\"}"));
        assertThat(get("/schemas/ids/" + id + "/schema").body()).isEqualTo(json(text.replace("\\", "")));
        assertThat(get("/schemas/ids/" + id + "/subjects").body()).isEqualTo(json("[\"by-id-value\"]"));
        assertThat(get("/schemas/ids/" + id + "/versions").body())
                .isEqualTo(json("[{\"subject\":\"by-id-value\",\"version\":1}]"));
    }

    @Test
    void looksSchemasUp() throws Exception {
        post("/subjects/lookup-value/versions", INT);

        assertThat(post("/subjects/lookup-value", INT).body().get("version").intValue())
                .isEqualTo(1);
        assertThat(code(post("/subjects/lookup-value", LONG))).isEqualTo(40403);
        assertThat(code(post("/subjects/no-value", INT))).isEqualTo(40401);
    }

    @Test
    void refusesAnIncompatibleSchema() throws Exception {
        post("/subjects/backward-value/versions", INT);

        Answer refused = post("/subjects/backward-value/versions", STRING);
        Answer checked = post("/compatibility/subjects/backward-value/versions/latest?verbose=true", STRING);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo(409);
        assertThat(checked.body().get("is_compatible").booleanValue()).isFalse();
        assertThat(checked.body().get("messages")).isNotEmpty();
        assertThat(post("/compatibility/subjects/backward-value/versions/1", LONG)
                        .body())
                .isEqualTo(json("{\"is_compatible\":true}"));
        assertThat(post("/compatibility/subjects/backward-value/versions", STRING)
                        .body())
                .isEqualTo(json("{\"is_compatible\":false}"));
    }

    @Test
    void keepsCompatibilityLevels() throws Exception {
        assertThat(get("/config").body()).isEqualTo(json("{\"compatibilityLevel\":\"BACKWARD\"}"));
        assertThat(code(get("/config/level-value"))).isEqualTo(40408);
        assertThat(get("/config/level-value?defaultToGlobal=true").body())
                .isEqualTo(json("{\"compatibilityLevel\":\"BACKWARD\"}"));

        assertThat(put("/config/level-value", "{\"compatibility\":\"NONE\"}").body())
                .isEqualTo(json("{\"compatibility\":\"NONE\"}"));
        post("/subjects/level-value/versions", INT);

        assertThat(get("/config/level-value").body()).isEqualTo(json("{\"compatibilityLevel\":\"NONE\"}"));
        assertThat(post("/subjects/level-value/versions", STRING).status()).isEqualTo(200);
    }

    @Test
    void hidesDeletedVersions() throws Exception {
        post("/subjects/deleted-value/versions", INT);
        post("/subjects/deleted-value/versions", LONG);

        assertThat(delete("/subjects/deleted-value/versions/1").body()).isEqualTo(json("1"));
        assertThat(code(delete("/subjects/deleted-value/versions/1"))).isEqualTo(40406);
        assertThat(get("/subjects/deleted-value/versions").body()).isEqualTo(json("[2]"));
        assertThat(delete("/subjects/deleted-value").body()).isEqualTo(json("[2]"));
        assertThat(code(delete("/subjects/deleted-value"))).isEqualTo(40404);
        assertThat(code(get("/subjects/deleted-value/versions/latest"))).isEqualTo(40401);
        assertThat(get("/subjects/deleted-value/versions?deleted=true").body()).isEqualTo(json("[1,2]"));
        assertThat(delete("/subjects/deleted-value?permanent=true").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET    | /schemas/ids/987654                |                                          | 404 | 40403",
                "GET    | /schemas/ids/x                     |                                          | 404 | 40403",
                "GET    | /subjects/no-value/versions        |                                          | 404 | 40401",
                "GET    | /subjects/no-value/versions/latest |                                          | 404 | 40401",
                "DELETE | /subjects/no-value                 |                                          | 404 | 40401",
                "POST   | /subjects/bad-value/versions       | {\"schema\":\"rubbish\"}                 | 422 | 42201",
                "POST   | /subjects/bad-value/versions       | {\"schema\":\"{\\\"type\\\":\\\"x\\\"}\"} | 422 | 42201",
                "POST   | /subjects/bad-value/versions       | {\"schemaType\":\"JSON\",\"schema\":\"{}\"} | 422 |"
                        + " 42201",
                "POST   | /subjects/bad-value/versions       | {}                                       | 422 | 42201",
                "POST   | /subjects/bad-value/versions       | rubbish                                  | 400 | 400",
                "POST   | /subjects/bad-value/versions       |                                          | 422 | 42201",
                "PUT    | /config                            | {\"compatibility\":\"SIDEWAYS\"}         | 422 | 42203",
                "PUT    | /config                            | {}                                       | 422 | 422",
                "GET    | /no/such/path                      |                                          | 404 | 404",
                "PUT    | /subjects                          | {}                                       | 405 | 405",
            })
    void answersMistakesWithConfluentsCodes(String method, String path, @Nullable String body, int status, int code)
            throws Exception {
        Answer answer = send(method, path, body == null ? "" : body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(code(answer)).isEqualTo(code);
        assertThat(answer.body().get("message").textValue()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"0, 42202", "x, 42202", "9, 40402"})
    void answersAWrongVersion(String version, int code) throws Exception {
        post("/subjects/version-value/versions", INT);

        assertThat(code(get("/subjects/version-value/versions/" + version))).isEqualTo(code);
    }

    @Test
    void refusesALargeBody() throws Exception {
        Answer answer = post("/subjects/large-value/versions", " ".repeat(RegistryHttp.LARGEST_BODY) + INT);

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void keepsIdsAndLevelsOverARestart() throws Exception {
        put("/config/restart-value", "{\"compatibility\":\"FULL\"}");
        int id = post("/subjects/restart-value/versions", LONG).body().get("id").intValue();

        registry.close();
        registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0);

        assertThat(post("/subjects/restart-value", LONG).body().get("id").intValue())
                .isEqualTo(id);
        assertThat(get("/config/restart-value").body()).isEqualTo(json("{\"compatibilityLevel\":\"FULL\"}"));
    }

    @Test
    void refusesAPortThatIsTaken() {
        int port = URI.create(registry.url()).getPort();

        assertThatThrownBy(() -> EmbeddedRegistry.start(broker.bootstrapServers(), port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("port " + port + " (expected: a free port");
    }

    private static Answer get(String path) throws Exception {
        return send("GET", path, "");
    }

    private static Answer post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    private static Answer put(String path, String body) throws Exception {
        return send("PUT", path, body);
    }

    private static Answer delete(String path) throws Exception {
        return send("DELETE", path, "");
    }

    private static Answer send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                json(response.body()),
                response.headers().firstValue("Content-Type").orElse(""));
    }

    private static int code(Answer answer) {
        return answer.body().path("error_code").intValue();
    }

    private static JsonNode json(String text) throws Exception {
        return MAPPER.readTree(text);
    }
}
