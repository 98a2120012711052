package io.braid.embedded;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's HTTP interface, as far as it is offered: what each path answers.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">API reference</a>
 */
final class RegistryRoutes {

    /** Makes the answer, a value that Jackson can write. */
    @FunctionalInterface
    interface Action {
        Object answer(RegistryRequest request);
    }

    /** A found route. */
    record Match(Action action, List<String> names) {}

    private record Route(String method, String template, Action action) {}

    /** JSON that is sent as it is. */
    record RawJson(@JsonValue @JsonRawValue String text) {}

    private final RegistryStore store;
    private final List<Route> routes;

    RegistryRoutes(RegistryStore store) {
        this.store = store;
        this.routes = List.of(
                new Route("GET", "/", request -> Map.of()),
                new Route("GET", "/schemas/types", request -> List.of("AVRO")),
                new Route("GET", "/schemas/ids/{}", request -> Map.of("schema", store.schema(request.id()))),
                new Route("GET", "/schemas/ids/{}/schema", request -> new RawJson(store.schema(request.id()))),
                new Route("GET", "/schemas/ids/{}/subjects", this::subjectsOfId),
                new Route("GET", "/schemas/ids/{}/versions", this::versionsOfId),
                new Route("GET", "/subjects", this::subjects),
                new Route("POST", "/subjects/{}", this::lookUp),
                new Route("DELETE", "/subjects/{}", request -> store.delete(soft(request).first())),
                new Route("GET", "/subjects/{}/versions", this::versions),
                new Route("POST", "/subjects/{}/versions", this::register),
                new Route("GET", "/subjects/{}/versions/{}", request -> described(version(request))),
                new Route("GET", "/subjects/{}/versions/{}/schema", r -> new RawJson(version(r).schema())),
                new Route("DELETE", "/subjects/{}/versions/{}", this::deleteVersion),
                new Route("POST", "/compatibility/subjects/{}/versions", this::checkNext),
                new Route("POST", "/compatibility/subjects/{}/versions/{}", this::checkVersion),
                new Route("GET", "/config", request -> Map.of("compatibilityLevel", store.globalLevel())),
                new Route("PUT", "/config", request -> setLevel(null, request)),
                new Route("GET", "/config/{}", this::level),
                new Route("PUT", "/config/{}", request -> setLevel(request.first(), request)),
                new Route("GET", "/mode", request -> Map.of("mode", "READWRITE")));
    }

    /**
     * The route of a request.
     *
     * @param path the decoded parts between slashes
     * @throws RegistryError 404 when no route has this path, 405 when none has it with this method
     */
    Match find(String method, List<String> path) {
        boolean known = false;
        for (Route route : routes) {
            List<String> names = names(route.template, path);
            if (names != null && route.method.equals(method)) {
                return new Match(route.action, names);
            }
            known |= names != null;
        }
        throw known ? RegistryError.noSuchMethod(method) : RegistryError.noSuchPath("/" + String.join("/", path));
    }

    /** What stands at the template's braces, or null when {@code path} isn't of this form. */
    private static @Nullable List<String> names(String template, List<String> path) {
        List<String> parts = RegistryHttp.parts(template);
        if (parts.size() != path.size()) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).equals("{}")) {
                names.add(path.get(i));
            } else if (!parts.get(i).equals(path.get(i))) {
                return null;
            }
        }
        return names;
    }

    private Object subjectsOfId(RegistryRequest request) {
        return store.versionsOf(request.id()).stream()
                .map(RegistryEntry.Version::subject)
                .distinct()
                .toList();
    }

    private Object versionsOfId(RegistryRequest request) {
        return store.versionsOf(request.id()).stream()
                .map(version -> Map.of("subject", version.subject(), "version", version.version()))
                .toList();
    }

    private Object subjects(RegistryRequest request) {
        String prefix = request.query().getOrDefault("subjectPrefix", "");
        return store.subjects(request.flag("deleted")).stream()
                .filter(subject -> subject.startsWith(prefix))
                .toList();
    }

    private Object lookUp(RegistryRequest request) {
        return described(store.lookUp(request.first(), request.schema(), request.flag("deleted")));
    }

    private Object versions(RegistryRequest request) {
        return store.versions(request.first(), request.flag("deleted")).stream()
                .map(RegistryEntry.Version::version)
                .toList();
    }

    private Object register(RegistryRequest request) {
        return Map.of("id", store.register(request.first(), request.schema()));
    }

    private Object deleteVersion(RegistryRequest request) {
        return store.delete(soft(request).first(), request.second());
    }

    private Object checkNext(RegistryRequest request) {
        return verdict(request, store.problems(request.first(), request.schema()));
    }

    private Object checkVersion(RegistryRequest request) {
        return verdict(request, store.problems(request.first(), request.second(), request.schema()));
    }

    private Object level(RegistryRequest request) {
        CompatibilityLevel level = request.flag("defaultToGlobal")
                ? store.ownLevel(request.first()).orElseGet(store::globalLevel)
                : store.ownLevel(request.first()).orElseThrow(() -> RegistryError.levelNotSet(request.first()));
        return Map.of("compatibilityLevel", level);
    }

    private Object setLevel(@Nullable String subject, RegistryRequest request) {
        CompatibilityLevel level = CompatibilityLevel.named(request.text("compatibility"));
        store.keepLevel(new RegistryEntry.Level(subject, level));
        return Map.of("compatibility", level);
    }

    private RegistryEntry.Version version(RegistryRequest request) {
        return store.version(request.first(), request.second(), request.flag("deleted"));
    }

    private static RegistryRequest soft(RegistryRequest request) {
        if (request.flag("permanent")) {
            throw RegistryError.unprocessable("permanent: true (expected: false; this registry only hides versions)");
        }
        return request;
    }

    private static Object verdict(RegistryRequest request, List<String> problems) {
        return request.flag("verbose")
                ? Map.of("is_compatible", problems.isEmpty(), "messages", problems)
                : Map.of("is_compatible", problems.isEmpty());
    }

    private static Object described(RegistryEntry.Version version) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("subject", version.subject());
        description.put("version", version.version());
        description.put("id", version.id());
        description.put("schema", version.schema());
        return description;
    }
}
