package io.braid.registry;

import java.io.IOException;
import javax.net.ssl.SSLException;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/** What a failed request means, and what its reader can do about it. */
final class RegistryFailures {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;

    /** Confluent's codes 40401 to 40499: the subject, the version or the schema doesn't exist. */
    private static final int ABSENCE = 404;

    private RegistryFailures() {}

    /**
     * Whether the registry itself says that it doesn't have it. A bare 404, such as a proxy's or a wrong path's, says
     * nothing about schemas.
     */
    static boolean isAbsence(RestClientException answer) {
        return answer.getErrorCode() / 100 == ABSENCE;
    }

    /** A failure in a few words. */
    static String shown(Exception failure) {
        return failure instanceof RestClientException answer
                ? "HTTP " + answer.getStatus() + ", " + answer.getMessage()
                : failure.getClass().getSimpleName() + ": " + failure.getMessage();
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

    /** No answer came. */
    static RegistryException unreachable(RegistrySettings registry, String question, IOException failure) {
        return new RegistryException(
                "schema registry " + registry + ": " + question + ": " + shown(failure) + " (expected: "
                        + (failure instanceof SSLException
                                ? "certificates that both sides trust; see schema.registry.ssl.truststore.* and"
                                        + " schema.registry.ssl.keystore.*"
                                : "an answer; start the registry, or see schema.registry.url and the network")
                        + ")",
                failure);
    }
}
