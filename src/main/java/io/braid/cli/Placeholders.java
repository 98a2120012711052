package io.braid.cli;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Values that stand elsewhere, in Kafka's spelling and read by Kafka's providers: {@code ${env:NAME}} is a variable of
 * the environment, {@code ${file:/path:key}} a line of a properties file, {@code ${dir:/path:name}} the whole of a file.
 *
 * @see <a href="https://kafka.apache.org/documentation/#config_providers">Kafka's documentation</a>
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = ConfigTransformer.DEFAULT_PATTERN;
    private static final int PROVIDER = 1;
    private static final int PATH = 3;
    private static final int KEY = 4;
    private static final String KNOWN = "${env:NAME}, ${file:/path:key} or ${dir:/path:name}";

    private final Map<String, Source> sources;

    /** Where values stand, and what is expected to be there. */
    private record Source(ConfigProvider provider, String expectation) {
        @Nullable
        String value(String path, String key) {
            try {
                return provider.get(path, Set.of(key)).data().get(key);
            } catch (ConfigException | IllegalArgumentException unreadable) {
                return null;
            }
        }
    }

    /** Looks into {@code environment} for variables. */
    Placeholders(Map<String, String> environment) {
        sources = Map.of(
                "env",
                new Source(new EnvVarConfigProvider(environment), "expected: an environment variable of this name"),
                "file",
                new Source(new FileConfigProvider(), "expected: a readable file with a line key=value for this key"),
                "dir",
                new Source(new DirectoryConfigProvider(), "expected: a directory with a readable file of this name"));
        sources.values().forEach(source -> source.provider.configure(Map.of("allowlist.pattern", ".*")));
    }

    /** Told of a placeholder that stands for nothing. */
    @FunctionalInterface
    interface Missing {
        /**
         * Reports it.
         *
         * @param setting where it was found
         * @param shown the placeholder, or what it is
         * @param expectation what would do
         */
        void report(String setting, String shown, String expectation);
    }

    /**
     * {@code settings} with the values in place of the placeholders; what {@code config.providers} among them declares is
     * left to Kafka.
     */
    Map<String, String> fill(Map<String, String> settings, Missing missing) {
        Set<String> declared = Arrays.stream(settings.getOrDefault(AbstractConfig.CONFIG_PROVIDERS_CONFIG, "")
                        .split(","))
                .map(String::strip)
                .collect(Collectors.toSet());
        Map<String, String> filled = new HashMap<>();
        settings.forEach((setting, text) ->
                filled.put(setting, PLACEHOLDER.matcher(text).replaceAll(found -> {
                    String provider = found.group(PROVIDER);
                    return Matcher.quoteReplacement(
                            declared.contains(provider) ? found.group() : value(setting, found, missing));
                })));
        return filled;
    }

    private String value(String setting, MatchResult found, Missing missing) {
        Source source = sources.get(found.group(PROVIDER));
        if (source == null) {
            // Not shown: it may be a part of a password.
            missing.report(setting, "a placeholder of an unknown provider", "expected: " + KNOWN);
            return found.group();
        }
        String value = source.value(Objects.requireNonNullElse(found.group(PATH), ""), found.group(KEY));
        if (value == null) {
            missing.report(setting, found.group(), source.expectation);
            return found.group();
        }
        return value;
    }
}
