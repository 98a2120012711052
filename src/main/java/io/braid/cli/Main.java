package io.braid.cli;

import io.braid.config.ConfigException;
import io.braid.ingest.DataException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/**
 * The command {@code braid}.
 *
 * <p>Exit codes: 0 done; 1 failed at run time; 2 usage, configuration, or a data file that does not fit it.
 */
@Command(
        name = "braid",
        description = "An online multi-task learner on Apache Kafka Streams.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ProduceCommand.class,
            WatchCommand.class,
            ReplayCommand.class,
            CheckCommand.class,
            InspectCommand.class,
            BenchCommand.class
        })
public final class Main implements Runnable {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandLine.Model.CommandSpec spec;

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(execute(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /** Runs the command and returns its exit code. */
    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((problem, command, parsed) -> report(problem, command))
                .execute(arguments);
    }

    private static int report(Exception problem, CommandLine command) {
        PrintWriter err = command.getErr();
        String servers = command.getMixins().values().stream()
                .filter(ConfigFile.class::isInstance)
                .map(file -> ((ConfigFile) file).servers())
                .filter(Objects::nonNull)
                .findAny()
                .orElse("kafka.bootstrap.servers");
        err.println(KafkaFailures.sentence(problem, servers));
        if (Boolean.getBoolean("braid.stacktrace")) {
            problem.printStackTrace(err);
        }
        boolean usage = problem instanceof ConfigException || problem instanceof DataException;
        return usage ? USAGE : FAILED;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "no command (expected: one of those below)");
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"braid " + (version == null ? "(not packaged)" : version)};
        }
    }
}
