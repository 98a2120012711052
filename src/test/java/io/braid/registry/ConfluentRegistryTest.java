package io.braid.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.embedded.EmbeddedBroker;
import io.braid.embedded.EmbeddedRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against the embedded registry on the embedded broker. Each test has subjects of its own. */
class ConfluentRegistryTest {

    private static final Schema FIRST =
            SchemaBuilder.record("Flight").fields().requiredInt("delay").endRecord();
    private static final Schema WITH_DEFAULT = new Schema.Parser().parse("""
        {"type": "record", "name": "Flight", "fields": [
          {"name": "delay", "type": "int"},
          {"name": "carrier", "type": "string", "default": ""}]}\
        """);
    private static final Schema WITHOUT_DEFAULT = SchemaBuilder.record("Flight")
            .fields()
            .requiredInt("delay")
            .requiredString("carrier")
            .endRecord();
    private static final Schema WITH_GATE = SchemaBuilder.record("Flight")
            .fields()
            .requiredInt("delay")
            .optionalString("gate")
            .endRecord();

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static EmbeddedRegistry server;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory);
        server = EmbeddedRegistry.start(broker.bootstrapServers(), 0);
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void readsBackWhatItRegistered() {
        int id = registry().register("read-value", WITH_DEFAULT);

        assertThat(registry().schema(id)).isEqualTo(WITH_DEFAULT);
        assertThat(registry().latest("read-value")).contains(WITH_DEFAULT);
    }

    @Test
    void givesOneSchemaOneId() {
        int id = registry().register("once-value", FIRST);

        assertThat(registry().register("once-value", FIRST)).isEqualTo(id);
        assertThat(registry().register("twice-value", FIRST)).isEqualTo(id);
        assertThat(registry().register("once-value", WITH_DEFAULT)).isNotEqualTo(id);
    }

    @Test
    void answersFromMemoryTheSecondTime() {
        ConfluentRegistry registry = registry();
        int id = registry.register("memory-value", FIRST);

        assertThat(registry.schema(id)).isSameAs(registry.schema(id));
    }

    @Test
    void saysWhenAnIdIsUnknown() {
        assertThatThrownBy(() -> registry().schema(987_654))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessage("schema id 987654 (expected: the id of an Avro schema that the registry holds)");
        assertThatThrownBy(() -> registry().schema(-1)).isInstanceOf(UnknownSchemaException.class);
    }

    @Test
    void findsAnIdThatWasUnknownAsSoonAsItRegistersIt() {
        ConfluentRegistry registry = registry();
        int next = registry.register("later-value", FIRST) + 1;
        while (isKnown(registry, next)) {
            next++;
        }

        assertThat(registry.register("later-value", WITH_GATE)).isEqualTo(next);
        assertThat(registry.schema(next)).isEqualTo(WITH_GATE);
    }

    @Test
    void hasNoLatestOfAnUnknownSubject() {
        assertThat(registry().latest("nowhere-value")).isEmpty();
    }

    @Test
    void keepsIdsOverARestartOfTheRegistry() {
        int id = registry().register("restart-value", WITH_DEFAULT);

        server.close();
        server = EmbeddedRegistry.start(broker.bootstrapServers(), 0);

        assertThat(registry().schema(id)).isEqualTo(WITH_DEFAULT);
        assertThat(registry().register("restart-value", WITH_DEFAULT)).isEqualTo(id);
    }

    @Test
    void saysWhyAnIncompatibleSchemaIsRefused() {
        registry().register("backward-value", FIRST);

        assertThatThrownBy(() -> registry().register("backward-value", WITHOUT_DEFAULT))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("subject backward-value: HTTP 409")
                .hasMessageContaining("carrier")
                .hasMessageContaining("give each new field a default");
        assertThat(registry().latest("backward-value")).contains(FIRST);
    }

    @Test
    void looksIdsUpWithoutRegisteringWhenToldSo() {
        ConfluentRegistry readOnly = registry("auto.register.schemas", "false");
        int id = registry().register("lookup-value", FIRST);

        assertThat(readOnly.register("lookup-value", FIRST)).isEqualTo(id);
        assertThatThrownBy(() -> readOnly.register("lookup-value", WITH_DEFAULT))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("subject lookup-value doesn't hold the schema to write with")
                .hasMessageContaining("auto.register.schemas=true");
        assertThatThrownBy(() -> readOnly.register("absent-value", FIRST))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("subject absent-value");
        assertThat(registry().latest("lookup-value")).contains(FIRST);
    }

    @Test
    void takesTheNewestVersionWhenToldSo() {
        ConfluentRegistry newest = registry("auto.register.schemas", "false", "use.latest.version", "true");
        Schema documented =
                new Schema.Parser().parse(FIRST.toString().replace("\"fields\"", "\"doc\":\"One.\",\"fields\""));
        int id = registry().register("newest-value", documented);

        assertThat(newest.register("newest-value", FIRST)).isEqualTo(id);
        assertThatThrownBy(() -> newest.register("newest-value", WITH_DEFAULT))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("the newest version (1) of subject newest-value lays records out in another way");
        assertThatThrownBy(() -> newest.register("no-value", FIRST))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("subject no-value has no version");
    }

    @Test
    void takesSubjectsWithUnusualCharacters() {
        String subject = "a b/c+d%e?ü-value";

        int id = registry().register(subject, FIRST);

        assertThat(registry().latest(subject)).contains(FIRST);
        assertThat(registry("auto.register.schemas", "false").register(subject, FIRST))
                .isEqualTo(id);
    }

    private static boolean isKnown(ConfluentRegistry registry, int id) {
        try {
            registry.schema(id);
            return true;
        } catch (UnknownSchemaException unknown) {
            return false;
        }
    }

    private static ConfluentRegistry registry(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("schema.registry.url", server.url()));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return ConfluentRegistry.of(all);
    }
}
