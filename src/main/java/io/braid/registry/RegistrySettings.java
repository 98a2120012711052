package io.braid.registry;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's settings of a registry client, checked and taken apart.
 *
 * <p>User info in a URL moves to {@code basic.auth.user.info} here: the client writes its URLs to its log, so those
 * must not hold a password.
 *
 * @param urls base URLs, without user info
 * @param client settings for Confluent's client, secrets included
 * @param headers HTTP headers that go with each request, from {@code request.header.*}
 * @param registers {@code auto.register.schemas}: whether unknown schemas are registered
 * @param latest {@code use.latest.version}: whether the newest version stands for the schema given
 * @param normalize {@code normalize.schemas}: whether the registry compares schemas in normal form
 * @param patience {@code schema.registry.patience.ms}: how long a failing registry is asked again
 */
record RegistrySettings(
        List<String> urls,
        Map<String, String> client,
        Map<String, String> headers,
        boolean registers,
        boolean latest,
        boolean normalize,
        Duration patience) {

    /** The setting that no client of Confluent's has. */
    static final String PATIENCE = "schema.registry.patience.ms";

    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PATIENCE = Duration.ofHours(1);
    private static final String URL = "schema.registry.url";
    private static final String CLIENT_PREFIX = "schema.registry.";
    private static final String BASIC_SOURCE = "basic.auth.credentials.source";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final String HEADER_PREFIX = "request.header.";

    // Confluent's client waits 60 s for each by default, which would stretch a bounded retry beyond its bound.
    private static final Map<String, String> TIMEOUTS =
            Map.of("http.connect.timeout.ms", "5000", "http.read.timeout.ms", "10000");

    private static final Pattern BASE_URL =
            Pattern.compile("(?<scheme>https?://)(?:(?<user>[^/]*)@)?(?<place>[^@/\\s][^@\\s]*)");

    /**
     * Reads {@code settings}.
     *
     * @throws IllegalArgumentException when one is missing or has no valid value
     */
    static RegistrySettings of(Map<String, String> settings) {
        Map<String, String> client = new HashMap<>(settings);
        TIMEOUTS.forEach((name, value) -> {
            if (!settings.containsKey(CLIENT_PREFIX + name)) {
                client.putIfAbsent(name, value);
            }
        });
        List<String> urls = new ArrayList<>();
        String user = null;
        for (String entry : settings.getOrDefault(URL, "").split(",", -1)) {
            Matcher url = BASE_URL.matcher(entry.strip());
            if (!url.matches()) {
                throw new IllegalArgumentException(URL + ": " + shown(entry)
                        + " (expected: http://host:port or https://host:port, several with commas)");
            }
            urls.add(url.group("scheme") + url.group("place"));
            user = sameUser(user, url.group("user"));
        }
        client.put(URL, String.join(",", urls));
        if (user != null && takesUserFromUrl(settings)) {
            client.put(BASIC_SOURCE, "USER_INFO");
            client.put("basic.auth.user.info", URLDecoder.decode(user, StandardCharsets.UTF_8));
        }
        return new RegistrySettings(
                List.copyOf(urls),
                Map.copyOf(client),
                headers(settings),
                flag(settings, "auto.register.schemas", true),
                flag(settings, "use.latest.version", false),
                flag(settings, "normalize.schemas", false),
                patience(settings));
    }

    /** The URLs alone: a record's own text would show the secrets. */
    @Override
    public String toString() {
        return String.join(",", urls);
    }

    /** An entry as a message may show it: one that holds an at sign may hold a password. */
    private static String shown(String entry) {
        return entry.indexOf('@') < 0 ? "'" + entry.strip() + "'" : "a URL with user info (not shown)";
    }

    private static @Nullable String sameUser(@Nullable String before, @Nullable String now) {
        if (before != null && now != null && !before.equals(now)) {
            throw new IllegalArgumentException(
                    URL + ": several URLs with different user info (expected: one user for all)");
        }
        return now == null ? before : now;
    }

    private static boolean takesUserFromUrl(Map<String, String> settings) {
        String source = settings.getOrDefault(BASIC_SOURCE, settings.getOrDefault(CLIENT_PREFIX + BASIC_SOURCE, "URL"));
        boolean bearer = settings.containsKey(BEARER_SOURCE) || settings.containsKey(CLIENT_PREFIX + BEARER_SOURCE);
        return source.equals("URL") && !bearer;
    }

    private static Map<String, String> headers(Map<String, String> settings) {
        Map<String, String> headers = new HashMap<>();
        settings.forEach((name, value) -> {
            if (name.startsWith(HEADER_PREFIX)) {
                headers.put(name.substring(HEADER_PREFIX.length()), value);
            }
        });
        return Map.copyOf(headers);
    }

    private static Duration patience(Map<String, String> settings) {
        String value = settings.getOrDefault(PATIENCE, Long.toString(USUAL_PATIENCE.toMillis()))
                .strip();
        if (!value.matches("[0-9]{1,9}") || Long.parseLong(value) > LONGEST_PATIENCE.toMillis()) {
            throw new IllegalArgumentException(PATIENCE + ": " + value + " (expected: milliseconds, from 0 to "
                    + LONGEST_PATIENCE.toMillis() + ")");
        }
        return Duration.ofMillis(Long.parseLong(value));
    }

    private static boolean flag(Map<String, String> settings, String name, boolean otherwise) {
        String value = settings.getOrDefault(name, Boolean.toString(otherwise)).strip();
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: true or false)");
        }
        return Boolean.parseBoolean(value);
    }
}
