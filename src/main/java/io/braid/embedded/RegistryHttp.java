package io.braid.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HTTP around the routes: reads a request of bounded size, writes the answer or the error as JSON. */
final class RegistryHttp implements HttpHandler {

    /** The largest request body, in bytes. */
    static final int LARGEST_BODY = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(RegistryHttp.class);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final RegistryRoutes routes;

    RegistryHttp(RegistryRoutes routes) {
        this.routes = routes;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            Object answer;
            try {
                answer = answer(exchange);
            } catch (RegistryError error) {
                status = error.status();
                answer = Map.of("error_code", error.code(), "message", String.valueOf(error.getMessage()));
            }
            byte[] bytes = MAPPER.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** The parts of a path between its slashes, decoded. */
    static List<String> parts(String rawPath) {
        return Arrays.stream(rawPath.split("/", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> decoded(part.replace("+", "%2B")))
                .toList();
    }

    private Object answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw RegistryError.tooLarge(LARGEST_BODY);
        }
        List<String> path = parts(exchange.getRequestURI().getRawPath());
        RegistryRoutes.Match match = routes.find(exchange.getRequestMethod(), path);
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        try {
            return match.action().answer(new RegistryRequest(match.names(), query, body));
        } catch (RegistryError error) {
            throw error;
        } catch (RuntimeException problem) {
            LOG.warn("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), problem);
            throw RegistryError.backend(problem.toString());
        }
    }

    private static Map<String, String> query(@Nullable String rawQuery) {
        Map<String, String> query = new HashMap<>();
        if (rawQuery != null) {
            for (String parameter : rawQuery.split("&", -1)) {
                int equals = parameter.indexOf('=');
                if (equals > 0) {
                    query.put(decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
                }
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw RegistryError.badRequest(text + " (expected: percent-encoded UTF-8)");
        }
    }
}
