package io.braid.cli;

import io.braid.config.BraidConfig;
import io.braid.topology.Checkpoint;
import java.io.Console;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option {@code --reset}, which nobody gives by mistake. */
final class ResetOption {
    @Option(
            names = "--reset",
            required = true,
            description = "Forget what the model has learnt, and go on from where it is in the events. Asks first.")
    @SuppressWarnings("UnusedVariable") // that it is required is what makes it the option that the other one goes with
    private boolean reset;

    @Option(names = "--yes", description = "With --reset: don't ask.")
    private boolean yes;

    /**
     * Asks on the terminal, unless {@code --yes} was given.
     *
     * @throws ParameterException when the answer is not the application's name, or there is no terminal
     */
    @SuppressWarnings("SystemConsoleNull") // where it isn't null without a terminal, the line is
    void confirm(BraidConfig config, CommandSpec spec) {
        Console console = System.console();
        confirm(config, spec, question -> console == null ? null : console.readLine("%s", question));
    }

    /**
     * Asks unless {@code --yes} was given.
     *
     * @param terminal answers a question, with null when nobody is there
     */
    void confirm(BraidConfig config, CommandSpec spec, UnaryOperator<@Nullable String> terminal) {
        if (yes) {
            return;
        }
        String answer = terminal.apply("Type the application's name to forget its model: ");
        if (answer == null) {
            throw new ParameterException(
                    spec.commandLine(), "--reset: no terminal to ask on (expected: --yes, or a terminal)");
        }
        if (!answer.strip().equals(config.app())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--reset: '" + answer + "' (expected: " + config.app() + "); nothing was forgotten");
        }
    }

    /** The first generation that isn't forgotten, see {@link io.braid.topology.Pipeline#forgetBelow}. */
    long generation(BraidConfig config) {
        try (Consumer<byte[], byte[]> consumer = KafkaClients.consumer(config)) {
            return Checkpoint.generation(config, consumer) + 1;
        }
    }
}
