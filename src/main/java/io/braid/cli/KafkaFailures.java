package io.braid.cli;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What a failure of Kafka's clients means to the one who started the command. */
final class KafkaFailures {
    private KafkaFailures() {}

    /**
     * What went wrong, in one sentence.
     *
     * @param servers the brokers that were asked
     */
    static String sentence(Exception problem, String servers) {
        String own = problem.getMessage() == null ? problem.toString() : problem.getMessage();
        return causes(problem)
                .map(cause -> explained(cause, own, servers))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(own);
    }

    private static Optional<String> explained(Throwable cause, String own, String servers) {
        if (cause instanceof SaslAuthenticationException) {
            return Optional.of("Kafka at " + servers + " refuses the login: " + cause.getMessage()
                    + " (expected: a user and password that it knows; see kafka.sasl.jaas.config and"
                    + " kafka.sasl.mechanism)");
        }
        if (cause instanceof AuthenticationException) {
            return Optional.of("no trusted connection to Kafka at " + servers + ": " + reason(cause)
                    + " (expected: certificates that both sides trust and that are in date; see kafka.ssl.truststore.*,"
                    + " kafka.ssl.keystore.* and kafka.security.protocol)");
        }
        if (cause instanceof AuthorizationException) {
            return Optional.of("Kafka at " + servers + " doesn't allow it: " + withReason(own, cause)
                    + " (expected: the rights that docs/security.md lists)");
        }
        if (cause instanceof TimeoutException) {
            return Optional.of("Kafka at " + servers + ": " + own
                    + " (expected: Kafka answers at kafka.bootstrap.servers, by kafka.security.protocol)");
        }
        if (cause instanceof KafkaException && isConstruction(cause.getMessage())) {
            return Optional.of("no client of Kafka can be made: "
                    + reason(cause)
                    + " (expected: settings under kafka: that its clients take)");
        }
        return Optional.empty();
    }

    private static boolean isConstruction(@Nullable String message) {
        return message != null
                && (message.startsWith("Failed to create new") || message.startsWith("Failed to construct"));
    }

    private static String withReason(String own, Throwable cause) {
        String reason = String.valueOf(cause.getMessage());
        return own.contains(reason) ? own : own + ": " + reason;
    }

    /**
     * What {@code failure} says, and what its causes add, as far as a reader needs it. A reason about a login isn't shown,
     * as it quotes what it can't read: a part of a password.
     */
    private static String reason(Throwable failure) {
        String shown = causes(failure)
                .filter(cause -> !String.valueOf(cause.getCause()).equals(cause.getMessage()))
                .map(Throwable::getMessage)
                .filter(message -> message != null && !isConstruction(message))
                .limit(2)
                .collect(Collectors.joining(": "));
        return shown.contains("JAAS config")
                ? "sasl.jaas.config is missing or can't be read; between quotes, \" and \\ are written \\\" and \\\\"
                : shown;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
