package io.braid.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code braid bench}: how fast Braid is on this machine; docs/performance.md has what it says on another. */
@Command(
        name = "bench",
        description = "Measures how fast Braid is on this machine.",
        hidden = true,
        mixinStandardHelpOptions = true,
        subcommands = {BenchStepCommand.class, BenchReplayCommand.class, StreamBenchCommand.class})
final class BenchCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "no benchmark (expected: one of those below)");
    }
}
