package io.braid.topology;

import io.braid.config.BraidConfig;
import io.braid.ingest.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The application as a process of its own, to be killed: {@code app topic [kafka-setting=value ...]}. It stops at the end
 * of the input and prints one line, the digest of what it learned; with {@value #RESIDENT} at the end, it stops when its
 * standard input ends, and prints nothing.
 */
final class TopologyChild {
    /** Stands in the log once the first event of the run is learned. */
    static final String WORKING = "first event after";

    /** The system property that says of how many events each takes {@link #SLOW} to learn, the first ones of the stream. */
    static final String SLOW_EVENTS = "braid.test.slow.events";

    /** How long a slow event takes. */
    static final Duration SLOW = Duration.ofMillis(30);

    /** The argument that lets it run until it is stopped. */
    static final String RESIDENT = "--resident";

    private TopologyChild() {}

    /**
     * The process to start.
     *
     * @param instance names its state directory
     * @param settings further settings for Kafka
     */
    static ProcessBuilder process(
            TestCluster cluster,
            String app,
            String topic,
            String instance,
            Map<String, String> settings,
            String... options) {
        Map<String, String> kafka = new HashMap<>(cluster.settings(instance));
        kafka.putAll(settings);
        List<String> arguments = new ArrayList<>(List.of(app, topic));
        kafka.forEach((name, value) -> arguments.add(name + "=" + value));
        arguments.addAll(List.of(options));
        return KillHarness.java(TopologyChild.class.getName(), arguments.toArray(String[]::new));
    }

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> kafka = new HashMap<>();
        boolean resident = arguments[arguments.length - 1].equals(RESIDENT);
        for (int i = 2; i < arguments.length - (resident ? 1 : 0); i++) {
            int equals = arguments[i].indexOf('=');
            kafka.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        BraidConfig config = TestEvents.config(arguments[0], arguments[1], kafka);
        if (resident) {
            stay(start(config));
            return;
        }
        byte[] line = (learnToEnd(config) + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(line, 0, line.length);
        System.out.flush();
    }

    /** Runs the application of {@code config} in this process to the end of its input, and returns the digest. */
    static String learnToEnd(BraidConfig config) throws InterruptedException {
        BraidApplication application = start(config);
        try (application) {
            application.awaitEnd();
        }
        return ((ChainEngine) application.engine().orElseThrow()).digest();
    }

    private static BraidApplication start(BraidConfig config) {
        AtomicBoolean first = new AtomicBoolean(true);
        long slowEvents = Long.getLong(SLOW_EVENTS, 0);
        return BraidApplication.start(config, new FixedRegistry(), records -> new ChainEngine(config) {
            @Override
            public void offer(Event event, Output output) {
                if (first.getAndSet(false)) {
                    reportStart(events());
                }
                if (events() < slowEvents) {
                    LockSupport.parkNanos(SLOW.toNanos());
                }
                super.offer(event, output);
            }
        });
    }

    private static void stay(BraidApplication application) {
        Thread main = Thread.currentThread();
        Thread input = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException closed) {
                        // As good as its end.
                    }
                    main.interrupt();
                },
                "input");
        input.setDaemon(true);
        input.start();
        try (application) {
            application.awaitStop();
        } catch (InterruptedException stopped) {
            System.err.println("stopped");
        }
    }

    private static void reportStart(long events) {
        long milliseconds = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        System.err.println(WORKING + " " + milliseconds + " ms, " + events + " restored");
    }
}
