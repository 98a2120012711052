package io.braid.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Stands before a registry and, when told to, fails as networks, proxies and registries do. */
public final class RegistryProxy implements AutoCloseable {

    /** How many requests are answered with {@link Fault#UNKNOWN} before the proxy is well again. */
    private static final int UNKNOWN_ANSWERS = 2;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = LoopbackPort.free();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();

    private volatile String backEnd;
    private volatile @Nullable Fault fault;
    private HttpServer server;

    /** What may be wrong. */
    public enum Fault {
        /** Nothing listens. */
        DOWN,
        /** Each answer takes half a second. */
        SLOW,
        /** Each answer takes so long that the client gives the request up. */
        STUCK,
        INTERNAL_ERROR,
        UNAVAILABLE,
        TOO_MANY_REQUESTS,
        UNAUTHORIZED,
        /** Connections are closed before an answer. */
        CLOSING,
        /** Status 200 and no JSON. */
        GARBAGE,
        /** Status 200 and half of the body. */
        TRUNCATED,
        /** What was asked for isn't there, twice. */
        UNKNOWN
    }

    /**
     * A proxy that is well.
     *
     * @param backEnd the registry's URL
     */
    public RegistryProxy(String backEnd) {
        this.backEnd = backEnd;
        server = listening();
    }

    /** What a client sets as {@code schema.registry.url}. */
    public String url() {
        return "http://" + place();
    }

    /** Host and port. */
    public String place() {
        return LoopbackPort.HOST + ":" + port;
    }

    /** Another registry is the one behind the proxy now. */
    public void backEnd(String url) {
        backEnd = url;
    }

    /** From now on requests fail. */
    public void fail(Fault next) {
        if (next == Fault.DOWN) {
            server.stop(0);
        }
        failures.set(0);
        fault = next;
    }

    /** From now on requests are answered. */
    public void heal() {
        boolean wasDown = fault == Fault.DOWN;
        fault = null;
        if (wasDown) {
            server = listening();
        }
    }

    /** How many requests have come to the proxy. */
    public long requests() {
        return requests.get();
    }

    /** How many requests have failed since {@link #fail}, of those that came to the proxy. */
    public long failures() {
        return failures.get();
    }

    /** Whether the schema of {@code id} was ever given. */
    public boolean gave(int id) {
        return answered.contains("/schemas/ids/" + id);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpServer listening() {
        try {
            HttpServer made = HttpServer.create(LoopbackPort.address(port), 0);
            made.createContext("/", this::handle);
            made.setExecutor(threads);
            made.start();
            return made;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            Fault now = fault;
            if (now == null) {
                pass(exchange, body);
            } else if (now != Fault.UNKNOWN || failures.get() < UNKNOWN_ANSWERS) {
                failures.incrementAndGet();
                fail(now, exchange, body);
            } else {
                pass(exchange, body);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(Fault now, HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        switch (now) {
            case DOWN, CLOSING -> {}
            case SLOW -> {
                TimeUnit.MILLISECONDS.sleep(500);
                pass(exchange, body);
            }
            case STUCK -> {
                TimeUnit.SECONDS.sleep(3);
                pass(exchange, body);
            }
            case INTERNAL_ERROR -> error(exchange, 500, 50001);
            case UNAVAILABLE -> error(exchange, 503, 50301);
            case TOO_MANY_REQUESTS -> error(exchange, 429, 42901);
            case UNAUTHORIZED -> error(exchange, 401, 40101);
            case UNKNOWN -> error(exchange, 404, 40403);
            case GARBAGE -> {
                byte[] page = text("<html><body>Welcome</body></html>");
                answer(exchange, 200, page, page.length);
            }
            case TRUNCATED -> {
                byte[] whole = forwarded(exchange, body).body();
                answer(exchange, 200, Arrays.copyOf(whole, whole.length / 2), whole.length);
            }
        }
    }

    private void pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = forwarded(exchange, body);
        } catch (IOException away) {
            failures.incrementAndGet();
            error(exchange, 502, 50201);
            return;
        }
        if (response.statusCode() == 200) {
            answered.add(exchange.getRequestURI().getPath());
        }
        answer(exchange, response.statusCode(), response.body(), response.body().length);
    }

    private HttpResponse<byte[]> forwarded(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(backEnd + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private static void error(HttpExchange exchange, int status, int code) throws IOException {
        byte[] body = text("{\"error_code\":" + code + ",\"message\":\"an error of the proxy\"}");
        answer(exchange, status, body, body.length);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body, int length) throws IOException {
        exchange.sendResponseHeaders(status, length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
