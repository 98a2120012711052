package io.braid.topology;

import io.braid.config.BraidConfig;
import io.braid.topology.Fault.Moment;
import io.braid.topology.Fault.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.streams.KafkaStreams;

/** The application as a process of its own that halts at a step: {@code app topic step moment [kafka-setting=value ...]}. */
final class HaltingChild {
    /** The exit code of a process that halted at its step: that of one that was killed. */
    static final int HALTED = 137;

    private HaltingChild() {}

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> kafka = new HashMap<>();
        for (String setting : Arrays.asList(arguments).subList(4, arguments.length)) {
            int equals = setting.indexOf('=');
            kafka.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        BraidConfig config = TestEvents.config(arguments[0], arguments[1], kafka);
        Fault fault = Fault.death(Step.valueOf(arguments[2]), Moment.valueOf(arguments[3]), 0);
        Injector injector = new Injector(
                new SplittableRandom(),
                List.of(fault),
                () -> Runtime.getRuntime().halt(HALTED));
        try (BraidApplication application = BraidApplication.start(
                config,
                new FixedRegistry(),
                records -> new FaultyEngine(new ChainEngine(config), injector, () -> {}),
                (topology, settings) -> new KafkaStreams(topology, settings, new WatchedClients(injector)))) {
            application.awaitStop();
        }
    }
}
