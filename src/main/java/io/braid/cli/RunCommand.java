package io.braid.cli;

import io.braid.checkpoint.SaveCosts;
import io.braid.config.BraidConfig;
import io.braid.topology.BraidApplication;
import io.braid.topology.Engine;
import io.braid.topology.Pipeline;
import io.braid.topology.Rehearsal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code braid run}: the Kafka Streams application. */
@Command(
        name = "run",
        description = "Learns from the events topic and publishes predictions, until it is stopped.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Option(
            names = "--until-end",
            description = "Stop when all that was on the events topic at the start is learnt and committed.")
    private boolean untilEnd;

    @Option(names = "--json", description = "Print the summary as one JSON object.")
    private boolean json;

    @ArgGroup(exclusive = false)
    private @Nullable ResetOption reset;

    @Override
    public Integer call() {
        BraidConfig config = file.loadForKafka(true);
        if (reset != null) {
            reset.confirm(config, spec);
        }
        Arithmetic.here()
                .warning()
                .ifPresent(text -> spec.commandLine().getErr().println("warning: " + text));
        long started = System.nanoTime();
        Rehearsal.of(config);
        long forgetBelow = reset == null ? Long.MIN_VALUE : reset.generation(config);
        try (StopSignal signal = new StopSignal();
                BraidApplication application = BraidApplication.start(
                        config, ConfigFile.registry(config), events -> pipeline(config, forgetBelow, events))) {
            await(application);
            application.close();
            double seconds = (System.nanoTime() - started) / 1e9;
            application.engine().ifPresent(engine -> print(engine, seconds, application.saves()));
        }
        return 0;
    }

    private void await(BraidApplication application) {
        try {
            if (untilEnd) {
                application.awaitEnd();
            } else {
                application.awaitStop();
            }
        } catch (InterruptedException stopped) {
            spec.commandLine().getErr().println("stopping: committing what was learnt ...");
        }
    }

    private void print(Engine engine, double seconds, SaveCosts.Totals saves) {
        if (engine instanceof Pipeline pipeline) {
            SummaryPrinter.print(
                    pipeline.summary(), seconds, saves, json, spec.commandLine().getOut());
        }
    }

    /** A pipeline whose second half starts in the middle of the {@code events} that are there. */
    private Pipeline pipeline(BraidConfig config, long forgetBelow, long events) {
        Pipeline pipeline = new Pipeline(config);
        pipeline.forgetBelow(forgetBelow);
        if (untilEnd) {
            pipeline.halfAt(events / 2);
        }
        return pipeline;
    }
}
