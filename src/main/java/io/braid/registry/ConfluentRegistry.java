package io.braid.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.RestService;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.entities.SchemaString;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry that speaks Confluent's HTTP interface, asked through Confluent's own client.
 *
 * <p>Settings carry Confluent's names: {@code schema.registry.url} (several with commas),
 * {@code basic.auth.credentials.source}, {@code basic.auth.user.info}, {@code bearer.auth.*},
 * {@code schema.registry.ssl.*}, {@code auto.register.schemas}, {@code use.latest.version},
 * {@code normalize.schemas}. All others go to the client as they are.
 *
 * <p>Failures that may pass (no connection, time-outs, answers that are none, HTTP 408, 429 and 5xx) are retried with waits
 * of 0.1 to 2 s, for as long as {@code schema.registry.patience.ms} says (a minute). An id that the registry doesn't know is
 * asked for again during two seconds, unless such a wait was in vain within the last minute. Messages name the registry's
 * URL without user info. Safe for use by several threads.
 */
public final class ConfluentRegistry implements SchemaRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(ConfluentRegistry.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final Retries FOR_UNKNOWN_ID = new Retries(FIRST_WAIT, LONGEST_WAIT, Duration.ofSeconds(2));
    private static final String AVRO = "AVRO";

    private final RegistrySettings settings;
    private final Retries retries;
    private final RestService rest;
    private final ReferenceParser parser;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final UnknownIds unknownIds = new UnknownIds(System::nanoTime);
    private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();

    private record Registration(String subject, String schema) {}

    private record Version(int number, int id) {}

    private ConfluentRegistry(RegistrySettings settings, Retries retries) {
        this.settings = settings;
        this.retries = retries;
        this.rest = new RestService(settings.urls());
        this.parser = new ReferenceParser(rest);
        configure(rest, settings);
    }

    /**
     * A registry that is given {@code schema.registry.patience.ms} to answer before a call fails.
     *
     * @throws IllegalArgumentException when a setting is missing or has no valid value
     */
    public static ConfluentRegistry of(Map<String, String> settings) {
        RegistrySettings read = RegistrySettings.of(settings);
        return new ConfluentRegistry(read, new Retries(FIRST_WAIT, LONGEST_WAIT, read.patience()));
    }

    /**
     * A registry that is given {@code patience} to answer before a call fails; a request under way may outlast it by
     * its own time-outs ({@code http.connect.timeout.ms}, 5 s, and {@code http.read.timeout.ms}, 10 s).
     *
     * @throws IllegalArgumentException when a setting is missing or has no valid value
     */
    public static ConfluentRegistry of(Map<String, String> settings, Duration patience) {
        return new ConfluentRegistry(RegistrySettings.of(settings), new Retries(FIRST_WAIT, LONGEST_WAIT, patience));
    }

    @Override
    public Schema schema(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        if (unknownIds.contains(id)) {
            throw new UnknownSchemaException(id);
        }
        try {
            Schema schema = soughtSchema(id).orElseThrow(() -> new UnknownSchemaException(id));
            schemas.put(id, schema);
            return schema;
        } catch (UnknownSchemaException unknown) {
            unknownIds.add(id);
            throw unknown;
        }
    }

    private Optional<Schema> soughtSchema(int id) {
        String question = "schema id " + id;
        Supplier<Optional<Schema>> answer = () -> find(question, () -> parsed(id, given(rest.getId(id))));
        Optional<Schema> schema = answer.get();
        if (schema.isEmpty() && unknownIds.mayWait()) {
            try {
                schema = FOR_UNKNOWN_ID.find(answer);
            } catch (Retries.Unanswered interrupted) {
                throw RegistryFailures.unanswered(settings, question, interrupted);
            }
            if (schema.isEmpty()) {
                unknownIds.waitedInVain();
            }
        }
        return schema;
    }

    /**
     * {@inheritDoc}
     *
     * <p>As with Confluent's serializers: {@code auto.register.schemas=true} (the default) registers. With
     * {@code false}, {@code use.latest.version=true} takes the newest version's id, and otherwise the schema must have
     * been registered before. A newest version whose binary form differs from that of {@code schema} is refused:
     * records written with {@code schema} could not be read under its id.
     */
    @Override
    public int register(String subject, Schema schema) {
        Registration registration = new Registration(subject, schema.toString());
        Integer known = ids.get(registration);
        if (known != null) {
            return known;
        }
        int id = settings.registers()
                ? registered(registration)
                : settings.latest() ? newest(subject, schema) : lookedUp(registration);
        ids.put(registration, id);
        unknownIds.remove(id);
        return id;
    }

    @Override
    public Optional<Schema> latest(String subject) {
        return newestVersion(subject).map(newest -> schema(newest.id()));
    }

    private int registered(Registration registration) {
        return find("subject " + registration.subject, () -> {
                    var answer = rest.registerSchema(
                            registration.schema, AVRO, List.of(), registration.subject, settings.normalize());
                    return given(given(answer).getId());
                })
                .orElseThrow(
                        () -> new RegistryException("schema registry " + settings + ": subject " + registration.subject
                                + " can't be registered there (expected: a registry that takes schemas)"));
    }

    private int lookedUp(Registration registration) {
        return find("subject " + registration.subject, () -> {
                    var answer = rest.lookUpSubjectVersion(
                            registration.schema, AVRO, List.of(), registration.subject, settings.normalize(), false);
                    return given(given(answer).getId());
                })
                .orElseThrow(() -> new RegistryException("schema registry " + settings + ": subject "
                        + registration.subject
                        + " doesn't hold the schema to write with (expected: a registered schema;"
                        + " register it, or set auto.register.schemas=true): " + registration.schema));
    }

    private int newest(String subject, Schema schema) {
        var newest = newestVersion(subject)
                .orElseThrow(() -> new RegistryException("schema registry " + settings + ": subject " + subject
                        + " has no version (expected: one for use.latest.version=true; register it, or set"
                        + " auto.register.schemas=true)"));
        if (!sameBinaryForm(schema(newest.id()), schema)) {
            throw new RegistryException("schema registry " + settings + ": the newest version (" + newest.number()
                    + ") of subject " + subject + " lays records out in another way than the schema to write with"
                    + " (expected: the same fields in the same order; register that schema, or set"
                    + " use.latest.version=false): " + schema);
        }
        return newest.id();
    }

    private Optional<Version> newestVersion(String subject) {
        return find("subject " + subject, () -> {
            var answer = given(rest.getLatestVersion(subject));
            return new Version(given(answer.getVersion()), given(answer.getId()));
        });
    }

    /** A part of an answer. What isn't an answer, though its status is 200, lacks it: null, or 0 as an id. */
    private static <T> T given(@Nullable T part) throws IOException {
        if (part == null || part.equals(0)) {
            throw new IOException("an answer without what was asked for");
        }
        return part;
    }

    private static boolean sameBinaryForm(Schema one, Schema other) {
        return SchemaNormalization.toParsingForm(one).equals(SchemaNormalization.toParsingForm(other));
    }

    private Schema parsed(int id, SchemaString answer) throws IOException, RestClientException {
        String text = given(answer.getSchemaString());
        String type = answer.getSchemaType();
        if (type != null && !type.equals(AVRO)) {
            throw new UnknownSchemaException(id, new IllegalArgumentException("type " + type + " (expected: AVRO)"));
        }
        try {
            return parser.parse(text, answer.getReferences());
        } catch (AvroRuntimeException broken) {
            throw new UnknownSchemaException(id, broken);
        }
    }

    /** The answer to {@code call}, or nothing when the registry says that it doesn't have what was asked for. */
    private <T> Optional<T> find(String question, Retries.Call<T> call) {
        try {
            return Optional.of(retries.run(
                    call,
                    failure -> LOG.warn(
                            "schema registry {}: {}: {}; asking again for up to {} ms",
                            settings,
                            question,
                            RegistryFailures.shown(failure),
                            retries.patience().toMillis())));
        } catch (RestClientException refusal) {
            if (RegistryFailures.isAbsence(refusal)) {
                return Optional.empty();
            }
            throw RegistryFailures.refused(settings, question, refusal);
        } catch (Retries.Unanswered end) {
            throw RegistryFailures.unanswered(settings, question, end);
        }
    }

    /** Lets Confluent's caching client, which isn't used further, set up TLS, authentication and headers. */
    private static void configure(RestService rest, RegistrySettings settings) {
        try {
            new CachedSchemaRegistryClient(rest, 1, settings.client(), settings.headers());
        } catch (RuntimeException problem) {
            Throwable cause = problem.getCause();
            throw new IllegalArgumentException(
                    "schema registry " + settings + ": " + problem.getMessage()
                            + (cause == null ? "" : ": " + cause.getMessage())
                            + " (expected: Confluent's client settings, such as basic.auth.user.info and"
                            + " schema.registry.ssl.truststore.location)",
                    problem);
        }
    }
}
