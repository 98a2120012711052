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

    private record Route(String method, List<String> template, Action action) {}

    /** JSON that is sent as it is. */
    record RawJson(@JsonValue @JsonRawValue String text) {}

    private final RegistryStore store;
    private final List<Route> routes;

    RegistryRoutes(RegistryStore store) {
        this.store = store;
        this.routes = List.of(
                route("GET", "/", request -> Map.of()),
                route("GET", "/schemas/types", request -> List.of("AVRO")),
                route("GET", "/schemas/ids/{}", request -> Map.of("schema", store.schema(request.id()))),
                route("GET", "/schemas/ids/{}/schema", request -> new RawJson(store.schema(request.id()))),
                route("GET", "/schemas/ids/{}/subjects", this::subjectsOfId),
                route("GET", "/schemas/ids/{}/versions", this::versionsOfId),
                route("GET", "/subjects", this::subjects),
                route("POST", "/subjects/{}", this::lookUp),
                route(
                        "DELETE",
                        "/subjects/{}",
                        request -> store.delete(soft(request).first())),
                route("GET", "/subjects/{}/versions", this::versions),
                route("POST", "/subjects/{}/versions", this::register),
                route("GET", "/subjects/{}/versions/{}", request -> described(version(request))),
                route(
                        "GET",
                        "/subjects/{}/versions/{}/schema",
                        r -> new RawJson(version(r).schema())),
                route("DELETE", "/subjects/{}/versions/{}", this::deleteVersion),
                route("POST", "/compatibility/subjects/{}/versions", this::checkNext),
                route("POST", "/compatibility/subjects/{}/versions/{}", this::checkVersion),
                route("GET", "/config", request -> Map.of("compatibilityLevel", store.globalLevel())),
                route("PUT", "/config", request -> setLevel(null, request)),
                route("GET", "/config/{}", this::level),
                route("PUT", "/config/{}", request -> setLevel(request.first(), request)),
                route("GET", "/mode", request -> Map.of("mode", "READWRITE")));
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

    private static Route route(String method, String template, Action action) {
        return new Route(method, RegistryHttp.parts(template), action);
    }

    /** What stands at the template's braces, or null when {@code path} isn't of this form. */
    private static @Nullable List<String> names(List<String> template, List<String> path) {
        if (template.size() != path.size()) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < template.size(); i++) {
            if (template.get(i).equals("{}")) {
                names.add(path.get(i));
            } else if (!template.get(i).equals(path.get(i))) {
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
