package io.braid.bench;

import io.braid.config.BraidConfig;
import io.braid.config.ConfigLoader;
import io.braid.ingest.CsvEvents;
import io.braid.ingest.Event;
import io.braid.sample.Changelog;
import io.braid.topology.Output;
import io.braid.topology.Pipeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint costs per event: learns from events as a replay does, and every so often sends what has changed to a broker in one
 * transaction, as a commit does. Prints a row of docs/decisions/0020 for each number of events between two saves, and
 * the bytes of the largest save and events per second besides, for docs/decisions/0025.
 *
 * <p>Arguments: bootstrap servers of a broker, compression, then {@code zipf ROWS}, {@code text ROWS}, {@code whole ROWS} or
 * {@code CONFIG DATA}. The system property {@code bench.change} is {@code checkpoint.max-change} where there is no CONFIG.
 */
public final class CheckpointBench {
    private static final int EVENTS = Integer.getInteger("bench.events", 200_000);
    private static final int WHOLE_SAVES = 5;
    private static final int WORDS = 50;

    private CheckpointBench() {}

    /** Runs it; see the class. */
    public static void main(String[] arguments) {
        if (arguments.length != 4) {
            throw new IllegalArgumentException(arguments.length
                    + " arguments (expected: servers, compression, then zipf ROWS, text ROWS, whole ROWS or"
                    + " CONFIG DATA)");
        }
        String servers = arguments[0];
        String compression = arguments[1];
        if (arguments[2].equals("whole")) {
            int rows = Integer.parseInt(arguments[3]);
            try (Transactions transactions = new Transactions(servers, compression)) {
                measureWhole(rows, transactions);
            }
            return;
        }
        boolean text = arguments[2].equals("text");
        boolean generated = text || arguments[2].equals("zipf");
        BraidConfig config = generated
                ? table(text ? "text, dim: 32" : "categorical", Integer.parseInt(arguments[3]), 7)
                : ConfigLoader.load(Path.of(arguments[2]));
        for (int every : new int[] {1_000, 10_000, 100_000}) {
            try (Transactions transactions = new Transactions(servers, compression)) {
                if (generated) {
                    int rows = Integer.parseInt(arguments[3]);
                    measure(config, every, transactions, zipfEvents(rows, text ? WORDS : 1));
                } else {
                    try (CsvEvents events = CsvEvents.open(config, Path.of(arguments[3]))) {
                        measure(config, every, transactions, number -> (Event) events.next());
                    }
                }
            }
        }
    }

    /** Saves a model, of which a table has {@code rows} rows of 64 bytes, as a whole: as it is after it was carried over. */
    private static void measureWhole(int rows, Transactions transactions) {
        Changelog changelog = new Changelog();
        Pipeline former = new Pipeline(table("categorical", rows, 7));
        LongFunction<@Nullable Event> events = zipfEvents(rows, 1);
        offer(former, events);
        former.saveChanges(changelog);
        for (int save = 0; save < WHOLE_SAVES; save++) {
            Pipeline pipeline = new Pipeline(table("categorical", rows, 8));
            changelog.restoreInto(pipeline::restore);
            pipeline.restored();
            offer(pipeline, events);
            transactions.save(pipeline);
        }
        print("whole", rows, WHOLE_SAVES, 1, transactions);
    }

    private static void offer(Pipeline pipeline, LongFunction<@Nullable Event> events) {
        pipeline.offer(Objects.requireNonNull(events.apply(0)), Output.NOWHERE);
    }

    /** One feature of {@code rows} rows, of which the n-th is met with a probability of about 1/n. */
    private static BraidConfig table(String type, int rows, int seed) {
        return ConfigLoader.parse(
                "app: zipf\nevents: {}\nseed: " + seed + "\ncheckpoint: {max-change: "
                        + System.getProperty("bench.change", "16MB") + "}\nfeatures: [{name: value, type: " + type
                        + ", rows: " + rows + "}]\ntasks: [{name: label, type: binary}]\n",
                "zipf",
                Path.of(""));
    }

    private static LongFunction<@Nullable Event> zipfEvents(int rows, int words) {
        SplittableRandom random = new SplittableRandom(7);
        return number -> {
            byte[] value = IntStream.range(0, words)
                    .mapToObj(word -> Long.toString((long) Math.pow(rows, random.nextDouble())))
                    .collect(Collectors.joining(" "))
                    .getBytes(StandardCharsets.UTF_8);
            double[] labels = {random.nextInt(2)};
            return new Event(null, "", number, new double[1], new byte[][] {value}, new float[1][], labels);
        };
    }

    private static void measure(
            BraidConfig config, int every, Transactions transactions, LongFunction<@Nullable Event> events) {
        Pipeline pipeline = new Pipeline(config);
        int number = 0;
        long started = System.nanoTime();
        Event event = events.apply(0);
        while (event != null && number < EVENTS) {
            pipeline.offer(event, Output.NOWHERE);
            transactions.saveAhead(pipeline);
            number++;
            if (number % every == 0) {
                pipeline.nextOffset("events", 0, number);
                transactions.save(pipeline);
            }
            event = events.apply(number);
        }
        print(config.app(), every, number, (System.nanoTime() - started) / 1e9, transactions);
    }

    private static void print(String name, int every, int events, double seconds, Transactions transactions) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %,.0f | %,.0f | %,.1f | %.2f | %.2f | %.2f | %,.0f | %,.0f |%n",
                name,
                every,
                transactions.pieces() / (double) transactions.saves(),
                transactions.bytes() / (double) transactions.saves() / 1e3,
                transactions.bytes() / (double) events,
                transactions.saveMillis(),
                transactions.commitMillis(),
                transactions.longestMillis(),
                transactions.largestBytes() / 1e3,
                events / seconds);
    }
}
