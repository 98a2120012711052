package io.braid.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code braid bench}: measurements, for those who work on Braid. */
@Command(
        name = "bench",
        description = "Measures how fast Braid is.",
        hidden = true,
        mixinStandardHelpOptions = true,
        subcommands = {StepBenchCommand.class, ReplayBenchCommand.class, StreamBenchCommand.class})
final class BenchCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no benchmark (expected: one of those below)");
    }
}
