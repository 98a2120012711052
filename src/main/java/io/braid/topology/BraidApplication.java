package io.braid.topology;

import io.braid.checkpoint.SaveCosts;
import io.braid.config.BraidConfig;
import io.braid.ingest.EventReader;
import io.braid.publish.MetricsWriter;
import io.braid.registry.SchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running application: reads the events topic, learns, and writes the topics of the results.
 *
 * <pre>{@code
 * try (BraidApplication application = BraidApplication.start(config, registry, engines)) {
 *     application.awaitEnd();
 * }
 * }</pre>
 */
public final class BraidApplication implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BraidApplication.class);

    private static final Duration LONGEST_CLOSE_AFTER_FAILURE = Duration.ofSeconds(15);

    private final Clients clients;
    private final Admin admin;
    private final KafkaStreams streams;
    private final EndOfInput atStart;
    private final String topic;
    private final int partitions;
    private final Learning learning;
    private final Failures failures;

    private BraidApplication(
            Clients clients,
            Admin admin,
            KafkaStreams streams,
            EndOfInput atStart,
            String topic,
            int partitions,
            Learning learning,
            Failures failures) {
        this.clients = clients;
        this.admin = admin;
        this.streams = streams;
        this.atStart = atStart;
        this.topic = topic;
        this.partitions = partitions;
        this.learning = learning;
        this.failures = failures;
    }

    /**
     * Makes the output topics that are missing and starts.
     *
     * @param engines makes the learner, before its first event, given how many records are on the events topic; asked
     *     once for each task that Kafka Streams makes
     * @throws IllegalStateException when there is no events topic, or the state directory is in use
     * @throws org.apache.kafka.common.KafkaException when the broker can't be asked
     * @throws io.braid.registry.RegistryException when the registry can't be asked, or refuses a schema
     */
    public static BraidApplication start(
            BraidConfig config, SchemaRegistry registry, LongFunction<? extends Engine> engines) {
        return start(config, registry, engines, KafkaStreams::new);
    }

    /** As the other, with threads that {@code maker} makes of the topology and the settings of Kafka Streams. */
    static BraidApplication start(
            BraidConfig config,
            SchemaRegistry registry,
            LongFunction<? extends Engine> engines,
            BiFunction<Topology, Properties, KafkaStreams> maker) {
        Properties settings = StreamsSettings.of(config, System.getenv());
        InstanceId.keepIn(settings);
        Admin admin = new Clients(settings).admin();
        try {
            int partitions = Topics.eventPartitions(admin, config);
            int needed = RecordLimits.needed(admin, config);
            StreamsSettings.allowRecords(settings, needed, partitions > 1);
            Clients clients = new Clients(settings);
            Topics.createOutputs(admin, config);
            registerSchemas(config, registry);
            EndOfInput end = EndOfInput.of(admin, config.events().topic(), partitions);
            long records = end.records();
            Learning learning = new Learning();
            Stages stages = new Stages(
                    () -> new EventReader(config, registry),
                    () -> engines.apply(records),
                    () -> new PredictionOutput(config, registry),
                    () -> new MetricsWriter(config, registry),
                    clients::reader,
                    clients.fromBeginning(),
                    RecordLimits.of(admin, config, needed, clients, settings),
                    learning);
            KafkaStreams streams = maker.apply(BraidTopology.of(config, partitions, stages), settings);
            Failures failures = new Failures(InstantSource.system(), learning::committed);
            streams.setUncaughtExceptionHandler(failures);
            streams.start();
            return new BraidApplication(
                    clients, admin, streams, end, config.events().topic(), partitions, learning, failures);
        } catch (RuntimeException problem) {
            admin.close(Duration.ZERO);
            throw problem;
        }
    }

    /** Finds a registry that can't be used before the threads do, which would be replaced and try again and again. */
    private static void registerSchemas(BraidConfig config, SchemaRegistry registry) {
        new PredictionOutput(config, registry);
        new MetricsWriter(config, registry);
    }

    /**
     * Waits until every event that was there at the start is learned, predicted, and committed by the group, and the model
     * is here: as long as another instance holds it, this one waits.
     *
     * @throws IllegalStateException when the application failed for good
     */
    public void awaitEnd() throws InterruptedException {
        awaitEnd(atStart);
    }

    /** As {@link #awaitEnd}, but for every event that is there now. */
    public void awaitPresentEnd() throws InterruptedException {
        awaitEnd(EndOfInput.of(admin, topic, partitions));
    }

    private void awaitEnd(EndOfInput end) throws InterruptedException {
        String group = clients.applicationId();
        try (GapReader gaps = new GapReader(clients::reader, true)) {
            await(() -> end.isReached(admin, group, gaps));
            if (partitions > 1) {
                EndOfInput relayedEnd = EndOfInput.ofRelayed(admin, BraidTopology.orderedTopic(group));
                await(() -> relayedEnd.isReached(admin, group, gaps));
            }
            await(() -> learning.engine() != null && !learning.unpredicted());
        }
    }

    /**
     * Waits until the application fails for good, or another thread closes it.
     *
     * @throws IllegalStateException when the application failed for good
     */
    public void awaitStop() throws InterruptedException {
        await(() -> streams.state().hasCompletedShutdown());
    }

    private void await(Supplier<Boolean> condition) throws InterruptedException {
        while (!holds(condition)) {
            throwIfFailed();
            Thread.sleep(EndOfInput.INTERVAL.toMillis());
        }
        throwIfFailed();
    }

    /** Whether the condition holds; as long as the brokers don't answer, it doesn't. */
    private static boolean holds(Supplier<Boolean> condition) {
        try {
            return condition.get();
        } catch (RuntimeException problem) {
            if (!Failures.isOfBrokers(problem)) {
                throw problem;
            }
            log.warn("the brokers don't say how far the group is; they are asked again: {}", problem.getMessage());
            return false;
        }
    }

    private void throwIfFailed() {
        Throwable failure = failures.last().getNow(null);
        if (failure != null) {
            throw new IllegalStateException("the application failed: " + Failures.reason(failure), failure);
        }
        if (streams.state() == KafkaStreams.State.ERROR) {
            throw new IllegalStateException("the application failed (its log says why)");
        }
    }

    /**
     * The engine that learned last in this process, for a look at its state after {@link #close}; none when the
     * model was learned by another instance.
     */
    public Optional<Engine> engine() {
        return Optional.ofNullable(learning.engine());
    }

    /** What the checkpoints of this process have cost until now. */
    public SaveCosts.Totals saves() {
        return learning.saves().totals();
    }

    /** Commits what was learned and stops; after a failure there is nothing to commit, and the wait has an end. */
    @Override
    public void close() {
        if (failures.last().isDone()) {
            // Kafka Streams waits minutes for tasks whose restoring thread died with them.
            streams.close(LONGEST_CLOSE_AFTER_FAILURE);
        } else {
            streams.close();
        }
        admin.close();
        log.debug("closed {}", clients.applicationId());
    }
}
