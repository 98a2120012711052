package io.braid.embedded;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** HTTPS and a password before a registry that has neither. */
public final class SecureRegistry implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpsServer server;
    private final URI behind;

    /**
     * Starts it.
     *
     * @param behind the registry's URL
     * @param keyStore of the server; {@code certificates} made it
     */
    public SecureRegistry(String behind, Certificates certificates, String keyStore, String user, String password)
            throws IOException {
        this.behind = URI.create(behind);
        server = HttpsServer.create(LoopbackPort.address(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keyStore, certificates.password())));
        server.createContext("/", this::pass).setAuthenticator(new BasicAuthenticator("registry") {
            @Override
            public boolean checkCredentials(String name, String given) {
                return name.equals(user) && given.equals(password);
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    /** Host and port. */
    public String place() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** The settings of a client that logs in with {@code userInfo}, {@code user:password}, which may be a placeholder. */
    public Map<String, String> client(Certificates certificates, String userInfo) {
        return Map.of(
                "schema.registry.url",
                "https://" + place(),
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                userInfo,
                "schema.registry.ssl.truststore.type",
                "PKCS12",
                "schema.registry.ssl.truststore.location",
                certificates.trustStore(),
                "schema.registry.ssl.truststore.password",
                certificates.password());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpRequest request = HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
                    .method(
                            exchange.getRequestMethod(),
                            BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
                    .build();
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static SSLContext context(String keyStore, String password) throws IOException {
        try (InputStream file = Files.newInputStream(Path.of(keyStore))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException(problem);
        }
    }
}
