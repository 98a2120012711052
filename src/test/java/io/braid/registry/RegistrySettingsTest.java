package io.braid.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {

    @Test
    void hasConfluentsDefaults() {
        RegistrySettings settings = RegistrySettings.of(Map.of("schema.registry.url", "http://one:8081"));

        assertThat(settings.urls()).containsExactly("http://one:8081");
        assertThat(settings.registers()).isTrue();
        assertThat(settings.latest()).isFalse();
        assertThat(settings.normalize()).isFalse();
        assertThat(settings.patience()).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1m", "", "3600001", "99999999999999999999"})
    void refusesAPatienceThatIsNone(String patience) {
        assertThatThrownBy(() -> RegistrySettings.of(
                        Map.of("schema.registry.url", "http://one", "schema.registry.patience.ms", patience)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "schema.registry.patience.ms: " + patience + " (expected: milliseconds, from 0 to 3600000)");
    }

    @Test
    void takesSeveralUrls() {
        RegistrySettings settings =
                RegistrySettings.of(Map.of("schema.registry.url", "http://one:8081, https://schema_registry/base"));

        assertThat(settings.urls()).containsExactly("http://one:8081", "https://schema_registry/base");
    }

    @Test
    void movesUserInfoOutOfTheUrl() {
        RegistrySettings settings =
                RegistrySettings.of(Map.of("schema.registry.url", "http://user:top%2Fsecret@one:8081"));

        assertThat(settings.urls()).containsExactly("http://one:8081");
        assertThat(settings.client())
                .containsEntry("schema.registry.url", "http://one:8081")
                .containsEntry("basic.auth.credentials.source", "USER_INFO")
                .containsEntry("basic.auth.user.info", "user:top/secret");
        assertThat(settings.toString()).isEqualTo("http://one:8081");
    }

    @Test
    void keepsGivenUserInfoBeforeTheUrls() {
        RegistrySettings settings = RegistrySettings.of(Map.of(
                "schema.registry.url", "http://other:secret@one:8081",
                "basic.auth.credentials.source", "USER_INFO",
                "basic.auth.user.info", "user:topsecret"));

        assertThat(settings.client()).containsEntry("basic.auth.user.info", "user:topsecret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:top/secret@one",
                "user:topsecret@one",
                "ftp://user:topsecret@one",
                "http://user:topsecret@",
            })
    void refusesABrokenUrlWithoutShowingItsPassword(String url) {
        assertThatThrownBy(() -> RegistrySettings.of(Map.of("schema.registry.url", url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("schema.registry.url: a URL with user info (not shown)"
                        + " (expected: http://host:port or https://host:port, several with commas)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "one:8081", "http://", "http://one:8081,"})
    void refusesAMissingOrBrokenUrl(String url) {
        assertThatThrownBy(() -> RegistrySettings.of(Map.of("schema.registry.url", url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("schema.registry.url: '")
                .hasMessageContaining("(expected: http://host:port");
    }

    @Test
    void refusesTwoUsers() {
        Map<String, String> settings = Map.of("schema.registry.url", "http://a:topsecret@one,http://b:topsecret@two");

        assertThatThrownBy(() -> RegistrySettings.of(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different user info")
                .hasMessageNotContaining("topsecret");
    }

    @Test
    void refusesAFlagThatIsNeitherTrueNorFalse() {
        Map<String, String> settings = Map.of("schema.registry.url", "http://one", "auto.register.schemas", "yes");

        assertThatThrownBy(() -> RegistrySettings.of(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("auto.register.schemas: yes (expected: true or false)");
    }

    @Test
    void boundsTheTimeoutsUnlessTheyAreGiven() {
        Map<String, String> given = Map.of("schema.registry.url", "http://one", "http.read.timeout.ms", "30000");

        assertThat(RegistrySettings.of(given).client())
                .containsEntry("http.connect.timeout.ms", "5000")
                .containsEntry("http.read.timeout.ms", "30000");
    }

    @Test
    void takesHeadersFromTheirPrefix() {
        Map<String, String> settings = Map.of("schema.registry.url", "http://one", "request.header.X-Team", "braid");

        assertThat(RegistrySettings.of(settings).headers()).containsExactlyEntriesOf(Map.of("X-Team", "braid"));
    }
}
