package io.braid.registry;

import java.io.IOException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/** What a failed request means, and what its reader can do about it. */
final class RegistryFailures {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** Confluent's codes 40401 to 40499: the subject, the version or the schema doesn't exist. */
    private static final int ABSENCE = 404;

    /** The longest message, in characters: a part of an answer that is no JSON may stand in it. */
    private static final int LONGEST = 1_000;

    private RegistryFailures() {}

    /**
     * Whether the registry itself says that it doesn't have it. A bare 404, such as a proxy's or a wrong path's, says
     * nothing about schemas.
     */
    static boolean isAbsence(RestClientException answer) {
        return answer.getErrorCode() / 100 == ABSENCE;
    }

    /** Whether the same request may be answered a while later. */
    static boolean mayPass(RestClientException answer) {
        return answer.getStatus() >= SERVER_ERROR
                || answer.getStatus() == REQUEST_TIMEOUT
                || answer.getStatus() == TOO_MANY_REQUESTS;
    }

    /** Whether a certificate was refused: another one won't come by itself. A connection that was lost is another matter. */
    static boolean isOfCertificates(Exception failure) {
        return failure instanceof SSLHandshakeException && !(failure.getCause() instanceof IOException);
    }

    /** A failure in a few words. */
    static String shown(Exception failure) {
        return failure instanceof RestClientException answer
                ? "HTTP " + answer.getStatus() + ", " + line(answer)
                : failure.getClass().getSimpleName() + ": " + line(failure);
    }

    private static String line(Exception failure) {
        String line = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /** The registry answered, with an error. */
    static RegistryException refused(RegistrySettings registry, String question, RestClientException answer) {
        String expectation = switch (answer.getStatus()) {
            case UNAUTHORIZED, FORBIDDEN ->
                "credentials that it accepts; see basic.auth.credentials.source and"
                        + " basic.auth.user.info, or bearer.auth.credentials.source";
            case CONFLICT ->
                "a schema compatible with the earlier versions; give each new field a default, or"
                        + " change the subject's compatibility level";
            case ABSENCE -> "a registry at this URL; see schema.registry.url";
            default -> "HTTP 200; see the registry's log";
        };
        return new RegistryException(
                "schema registry " + registry + ": " + question + ": " + shown(answer) + " (expected: " + expectation
                        + ")",
                answer);
    }

    /** No answer came in time, or none that is one. */
    static RegistryException unanswered(RegistrySettings registry, String question, Retries.Unanswered end) {
        Exception last = end.last();
        String expectation = "HTTP 200; see the registry's log";
        if (last instanceof SSLException) {
            expectation = "certificates that both sides trust; see schema.registry.ssl.truststore.* and"
                    + " schema.registry.ssl.keystore.*";
        } else if (last instanceof IOException) {
            expectation = "an answer; start the registry, or see schema.registry.url and the network";
        }
        return new RegistryException(
                String.format(
                        "schema registry %s: %s: asked %d times in %.1f s, the last time %s (expected: %s; %s is how"
                                + " long it may take)",
                        registry,
                        question,
                        end.tries(),
                        end.time().toMillis() / 1e3,
                        shown(last),
                        expectation,
                        RegistrySettings.PATIENCE),
                last);
    }
}
