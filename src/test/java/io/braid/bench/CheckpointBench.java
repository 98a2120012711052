package io.braid.bench;

import io.braid.config.BraidConfig;
import io.braid.config.ConfigLoader;
import io.braid.ingest.CsvEvents;
import io.braid.ingest.Event;
import io.braid.topology.Output;
import io.braid.topology.Pipeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint costs per event: learns from events as a replay does, and every so often sends what has changed to a broker in one
 * transaction, as a commit does. Prints a row of docs/decisions/0020 for each number of events between two saves.
 *
 * <p>Arguments: bootstrap servers of a broker, compression, then {@code zipf ROWS} or {@code CONFIG DATA}.
 */
public final class CheckpointBench {
    private static final int EVENTS = 200_000;

    private CheckpointBench() {}

    /** Runs it; see the class. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            throw new IllegalArgumentException(
                    arguments.length + " arguments (expected: servers, compression, then zipf ROWS or CONFIG DATA)");
        }
        boolean zipf = arguments[2].equals("zipf");
        BraidConfig config =
                zipf ? zipfConfig(Integer.parseInt(arguments[3])) : ConfigLoader.load(Path.of(arguments[2]));
        for (int every : new int[] {1_000, 10_000, 100_000}) {
            try (Transactions transactions = new Transactions(arguments[0], arguments[1])) {
                if (zipf) {
                    measure(config, every, transactions, zipfEvents(Integer.parseInt(arguments[3])));
                } else {
                    try (CsvEvents events = CsvEvents.open(config, Path.of(arguments[3]))) {
                        measure(config, every, transactions, number -> (Event) events.next());
                    }
                }
            }
        }
    }

    /** One feature of {@code rows} rows, of which the n-th is met with a probability of about 1/n. */
    private static BraidConfig zipfConfig(int rows) {
        return ConfigLoader.parse(
                "app: zipf\nevents: {}\nfeatures: [{name: value, type: categorical, rows: " + rows
                        + "}]\ntasks: [{name: label, type: binary}]\n",
                "zipf",
                Path.of(""));
    }

    private static LongFunction<@Nullable Event> zipfEvents(int rows) {
        SplittableRandom random = new SplittableRandom(7);
        return number -> {
            byte[] value =
                    Long.toString((long) Math.pow(rows, random.nextDouble())).getBytes(StandardCharsets.UTF_8);
            double[] labels = {random.nextInt(2)};
            return new Event(null, "", number, new double[1], new byte[][] {value}, new float[1][], labels);
        };
    }

    private static void measure(
            BraidConfig config, int every, Transactions transactions, LongFunction<@Nullable Event> events) {
        Pipeline pipeline = new Pipeline(config);
        // What an empty model saves at first is no part of what follows.
        int number = 0;
        Event event = events.apply(0);
        while (event != null && number < EVENTS) {
            pipeline.offer(event, Output.NOWHERE);
            number++;
            if (number % every == 0) {
                pipeline.nextOffset("events", 0, number);
                transactions.save(pipeline);
            }
            event = events.apply(number);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %,.0f | %,.0f | %,.1f | %.2f | %.2f | %.2f |%n",
                config.app(),
                every,
                transactions.pieces() / (double) transactions.saves(),
                transactions.bytes() / (double) transactions.saves() / 1e3,
                transactions.bytes() / (double) number,
                transactions.saveMillis(),
                transactions.commitMillis(),
                transactions.longestMillis());
    }
}
