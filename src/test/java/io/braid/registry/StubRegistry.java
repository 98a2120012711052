package io.braid.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A registry that gives the answers of a list, one a request and the last for ever, and notes what it was asked. */
final class StubRegistry implements AutoCloseable {

    static {
        // As in EmbeddedRegistry: without it each answer takes 40 ms.
        System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Answer> answers;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    record Answer(int status, String body, long delayMs) {
        static Answer good(String body) {
            return new Answer(200, body, 0);
        }

        static Answer error(int status, int code) {
            return new Answer(status, "{\"error_code\":" + code + ",\"message\":\"an error of the stub\"}", 0);
        }

        Answer after(long milliseconds) {
            return new Answer(status, body, milliseconds);
        }
    }

    StubRegistry(Answer... answers) throws IOException {
        this.answers = List.of(answers);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Host and port. */
    String place() {
        return server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    /** Method and path of each request. */
    List<String> requests() {
        return requests;
    }

    /** The authorization header of each request that had one. */
    List<String> authorizations() {
        return authorizations;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            authorizations.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
            Answer answer = answers.get(Math.min(requests.size(), answers.size()) - 1);
            TimeUnit.MILLISECONDS.sleep(answer.delayMs());
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
