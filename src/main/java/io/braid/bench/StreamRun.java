package io.braid.bench;

import io.braid.config.BraidConfig;
import io.braid.config.ConfigLoader;
import io.braid.registry.ConfluentRegistry;
import io.braid.registry.SchemaRegistry;
import io.braid.topology.BraidApplication;
import io.braid.topology.Pipeline;
import io.braid.topology.Rehearsal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;

/**
 * One run, a process of its own.
 *
 * <p>Arguments: the contestant, the configuration's file, the events of the warm-up, all events, the address of the registry,
 * and {@code name=value} of Kafka's settings, which go over the file's. It consumes the events topic from its first record,
 * and writes a {@link StreamResult} as the last line of its standard output. With 0 events it runs until its standard input
 * ends.
 */
public final class StreamRun {
    private static final int SETTINGS = 5;
    private static final long PAUSE_MILLIS = 20;

    private StreamRun() {}

    /** Runs; see the class. */
    public static void main(String[] arguments) throws Exception {
        long warmUp = Long.parseLong(arguments[2]);
        long total = Long.parseLong(arguments[3]);
        BraidConfig config =
                config(Path.of(arguments[1]), arguments[4], List.of(arguments).subList(SETTINGS, arguments.length));
        SchemaRegistry registry = ConfluentRegistry.of(config.registry());
        Stopwatch stopwatch = new Stopwatch(warmUp, total);
        PolledRecords.tell(stopwatch);
        try (AutoCloseable running = started(Contestant.valueOf(arguments[0]), config, registry)) {
            if (total > 0) {
                stopwatch.await();
                awaitCommitted(config, total);
                System.out.println(stopwatch.stop().line());
            } else {
                untilInputEnds();
            }
        }
    }

    private static BraidConfig config(Path file, String registry, List<String> settings) {
        BraidConfig config = ConfigLoader.load(file);
        Map<String, String> kafka = new HashMap<>(config.kafka());
        kafka.put("main.consumer.interceptor.classes", PolledRecords.class.getName());
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            kafka.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return config.withConnections(kafka, Map.of("schema.registry.url", registry));
    }

    private static AutoCloseable started(Contestant contestant, BraidConfig config, SchemaRegistry registry) {
        if (contestant == Contestant.BRAID) {
            Rehearsal.of(config);
            return BraidApplication.start(config, registry, events -> new Pipeline(config));
        }
        KafkaStreams streams = PassThrough.of(config, registry);
        streams.start();
        return streams;
    }

    private static void awaitCommitted(BraidConfig config, long end) throws InterruptedException, ExecutionException {
        TopicPartition events = new TopicPartition(config.events().topic(), 0);
        String group = config.kafka().getOrDefault("application.id", config.app());
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", config.kafka().get("bootstrap.servers")))) {
            OffsetAndMetadata committed = null;
            while (committed == null || committed.offset() < end) {
                Thread.sleep(PAUSE_MILLIS);
                committed = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(events);
            }
        }
    }

    private static void untilInputEnds() throws IOException {
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
