package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.faults.FaultTable;
import io.braid.ingest.Event;
import io.braid.ingest.EventReader;
import io.braid.ingest.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.streams.KafkaStreams;

/** The real application, with a small model, that faults strike while events come in, and that is started again. */
final class FaultyApplication implements AutoCloseable {
    private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();
    private static final int SLICE = 40;

    private final TestCluster cluster;
    private final BraidConfig config;
    private final Writer writer;
    private final SplittableRandom random;
    private final List<Restored> restored = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, List<Span>> spans = new LinkedHashMap<>();
    private volatile String struck = "";
    private long leftOpen;

    /**
     * A state that an application was restored to.
     *
     * @param struck what had struck the application before
     * @param learned how many events the state has seen
     * @param weights their hash
     */
    record Restored(String struck, long learned, String weights) {}

    /** The events that came while some faults struck. */
    private record Span(int times, long from, long until) {
        long events() {
            return until - from;
        }

        boolean holds(long event) {
            return from <= event && event < until;
        }
    }

    FaultyApplication(TestCluster cluster, String name, int partitions, long seed) {
        String topic = name + "-events";
        cluster.createTopic(topic, partitions);
        this.cluster = cluster;
        this.writer = new Writer(cluster.bootstrapServers(), topic, partitions, seed);
        this.random = new SplittableRandom(seed);
        this.config = config(cluster, name, topic);
    }

    private static BraidConfig config(TestCluster cluster, String name, String topic) {
        Map<String, String> settings = new HashMap<>(cluster.settings(name));
        settings.put("commit.interval.ms", "50");
        return TestEvents.config(name, topic, settings);
    }

    BraidConfig config() {
        return config;
    }

    Writer writer() {
        return writer;
    }

    /** Lets it run until it commits. */
    void run() throws InterruptedException {
        suffer("", List.of());
    }

    /**
     * Starts it, lets the faults strike one after the other while events come in, and closes it once it is dead or has
     * committed again.
     */
    void suffer(String label, List<Fault> faults) throws InterruptedException {
        long from = writer.events();
        writer.write(SLICE, 0);
        Injector injector = new Injector(random.split(), faults);
        try (BraidApplication application = start(config, injector)) {
            writeUntil(injector::isDone);
            struck = label;
        }
        spans.computeIfAbsent(label, unused -> new ArrayList<>()).add(new Span(faults.size(), from, writer.events()));
        if (injector.isDead()) {
            leftOpen += openTransactions();
        }
    }

    /** As {@link #suffer}, but another instance joins as soon as the faults have struck, and then is left alone. */
    void sufferAndHandOver(String label, List<Fault> faults) throws InterruptedException {
        long from = writer.events();
        writer.write(SLICE, 0);
        Injector injector = new Injector(random.split(), faults);
        Injector none = new Injector(random.split(), List.of());
        Map<String, String> settings = new HashMap<>(config.kafka());
        settings.merge("state.dir", "-other", String::concat);
        BraidConfig other = TestEvents.config(config.app(), config.events().topic(), settings);
        BraidApplication failing = start(config, injector);
        try (failing) {
            writeUntil(injector::hasStruck);
            struck = label;
            try (BraidApplication joining = start(other, none)) {
                writeUntil(() -> injector.isDone() || none.isDone());
                failing.close();
                writeUntil(none::isDone);
            }
        }
        spans.computeIfAbsent(label, unused -> new ArrayList<>()).add(new Span(faults.size(), from, writer.events()));
    }

    private void writeUntil(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            writer.write(SLICE / 4, 20);
        }
    }

    private BraidApplication start(BraidConfig about, Injector injector) {
        return BraidApplication.start(
                about,
                new FixedRegistry(),
                records -> engine(about, injector),
                (topology, settings) -> new KafkaStreams(topology, settings, new WatchedClients(injector)));
    }

    private Engine engine(BraidConfig about, Injector injector) {
        Pipeline pipeline = new Pipeline(about);
        return new FaultyEngine(pipeline, injector, () -> restored.add(restored(pipeline)));
    }

    private Restored restored(Pipeline pipeline) {
        Summary summary = pipeline.summary();
        return new Restored(struck, summary.events() - summary.rejected(), summary.weightsSha256());
    }

    private long openTransactions() {
        return Topics.await(cluster.admin().listTransactions().all()).stream()
                .filter(transaction -> transaction.transactionalId().startsWith(config.app() + "-"))
                .filter(transaction -> transaction.state() == TransactionState.ONGOING)
                .count();
    }

    /** How many transactions it left open when it died. */
    long leftOpen() {
        return leftOpen;
    }

    /** Lets it run without faults to the end of its input, and returns the hash of the weights. */
    String finish() throws InterruptedException {
        return finish(config);
    }

    /** Lets another application, which nothing disturbs, run over the same input, and returns the hash of the weights. */
    String undisturbed() throws InterruptedException {
        return finish(
                config(cluster, config.app() + "-undisturbed", config.events().topic()));
    }

    private String finish(BraidConfig about) throws InterruptedException {
        BraidApplication application = start(about, new Injector(random.split(), List.of()));
        try (application) {
            application.awaitEnd();
        }
        FaultyEngine engine = (FaultyEngine) application.engine().orElseThrow();
        Restored last = restored((Pipeline) engine.engine());
        restored.add(last);
        return last.weights();
    }

    /** The states it was restored to, and the last one, that are not what a pipeline learns from the events in {@code order}. */
    List<Restored> wrong(List<Long> order) {
        Set<Long> wanted = restored.stream().map(Restored::learned).collect(Collectors.toSet());
        Map<Long, String> weights = new HashMap<>();
        Pipeline pipeline = new Pipeline(config);
        EventReader reader = new EventReader(config, new FixedRegistry());
        Origin origin = new Origin(config.events().topic(), 0, 0);
        for (long learned = 0; learned <= order.size(); learned++) {
            if (wanted.contains(learned)) {
                weights.put(learned, pipeline.summary().weightsSha256());
            }
            if (learned < order.size()) {
                long n = order.get((int) learned);
                pipeline.offer((Event) reader.read(TestEvents.key(n), TestEvents.event(n), origin, 0), Output.NOWHERE);
            }
        }
        return restored.stream()
                .filter(state -> !state.weights().equals(weights.get(state.learned())))
                .toList();
    }

    /** Notes what came of each kind of fault. */
    void record(Audit audit, List<Restored> wrong, int partitions) {
        spans.forEach((label, struckThen) -> {
            if (!label.isEmpty()) {
                FaultTable.record(
                        label + (partitions > 1 ? ", " + partitions + " partitions" : ""),
                        struckThen.stream().mapToLong(Span::times).sum(),
                        struckThen.stream().mapToLong(Span::events).sum(),
                        in(struckThen, audit.lost()),
                        in(struckThen, audit.duplicated()),
                        wrong.stream().noneMatch(state -> state.struck().equals(label)));
            }
        });
    }

    private static long in(List<Span> spans, List<Long> events) {
        return events.stream()
                .filter(event -> spans.stream().anyMatch(span -> span.holds(event)))
                .count();
    }

    @Override
    public void close() {
        writer.close();
    }
}
