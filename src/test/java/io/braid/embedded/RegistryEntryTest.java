package io.braid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The texts here are what topics hold: a change of the code must go on reading them. */
class RegistryEntryTest {

    private static final RegistryEntry.Version VERSION =
            new RegistryEntry.Version("flights-value", 2, 7, "\"int\"", false);
    private static final String VERSION_KEY =
            "{\"keytype\":\"SCHEMA\",\"subject\":\"flights-value\",\"version\":2,\"magic\":1}";
    private static final String VERSION_VALUE =
            "{\"subject\":\"flights-value\",\"version\":2,\"id\":7,\"schema\":\"\\\"int\\\"\",\"deleted\":false}";

    @Test
    void spellsAVersion() {
        assertThat(VERSION.key()).isEqualTo(VERSION_KEY);
        assertThat(VERSION.value()).isEqualTo(VERSION_VALUE);
        assertThat(RegistryEntry.of(VERSION_KEY, VERSION_VALUE)).isEqualTo(VERSION);
    }

    @Test
    void hidesAVersionUnderTheSameKey() {
        RegistryEntry.Version deleted = VERSION.asDeleted();

        assertThat(deleted.key()).isEqualTo(VERSION_KEY);
        assertThat(RegistryEntry.of(deleted.key(), deleted.value())).isEqualTo(deleted);
        assertThat(deleted.deleted()).isTrue();
    }

    @Test
    void spellsALevel() {
        RegistryEntry own = new RegistryEntry.Level("flights-value", CompatibilityLevel.FULL);
        RegistryEntry global = new RegistryEntry.Level(null, CompatibilityLevel.NONE);

        assertThat(own.key()).isEqualTo("{\"keytype\":\"CONFIG\",\"subject\":\"flights-value\",\"magic\":0}");
        assertThat(own.value()).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(global.key()).isEqualTo("{\"keytype\":\"CONFIG\",\"subject\":null,\"magic\":0}");
        assertThat(RegistryEntry.of(own.key(), own.value())).isEqualTo(own);
        assertThat(RegistryEntry.of(global.key(), global.value())).isEqualTo(global);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> RegistryEntry.of(VERSION_KEY.replace("1}", "9}"), VERSION_VALUE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"magic\":9");
        assertThatThrownBy(() -> RegistryEntry.of(VERSION_KEY, "{}")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> RegistryEntry.of("rubbish", "{}")).isInstanceOf(IllegalStateException.class);
    }
}
