package io.braid.topology;

import io.braid.config.BraidConfig;
import io.braid.ingest.Event;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The application as a process of its own, to be killed: {@code app topic [kafka-setting=value ...]}. It stops at the end
 * of the input and prints one line, the digest of what it learned.
 */
final class TopologyChild {
    /** Stands in the log once the first event of the run is learned. */
    static final String WORKING = "first event after";

    /** The system property that says of how many events each takes {@link #SLOW} to learn, the first ones of the stream. */
    static final String SLOW_EVENTS = "braid.test.slow.events";

    /** How long a slow event takes. */
    static final Duration SLOW = Duration.ofMillis(30);

    private TopologyChild() {}

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> kafka = new HashMap<>();
        for (int i = 2; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            kafka.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        BraidConfig config = TestEvents.config(arguments[0], arguments[1], kafka);
        long slowEvents = Long.getLong(SLOW_EVENTS, 0);
        AtomicBoolean first = new AtomicBoolean(true);
        BraidApplication application =
                BraidApplication.start(config, new FixedRegistry(), records -> new ChainEngine(config) {
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
        try (application) {
            application.awaitEnd();
        }
        ChainEngine engine = (ChainEngine) application.engine().orElseThrow();
        byte[] line = (engine.digest() + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(line, 0, line.length);
        System.out.flush();
    }

    private static void reportStart(long events) {
        long milliseconds = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        System.err.println(WORKING + " " + milliseconds + " ms, " + events + " restored");
    }
}
