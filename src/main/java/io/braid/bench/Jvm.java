package io.braid.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A JVM with the flags and the class path of this one; it is asked to end by the end of its standard input. */
final class Jvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private Jvm(Process process) {
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts {@code main}.
     *
     * @param processors what {@code taskset -c} takes, or null to run on any
     */
    static Jvm start(@Nullable String processors, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (processors != null) {
            command.addAll(List.of("taskset", "-c", processors));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new Jvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /**
     * The next line of its standard output that is {@code expected}; a JVM may write lines of its own there.
     *
     * @throws IllegalStateException when it ends instead
     */
    String line(Predicate<String> expected) throws IOException {
        String line = output.readLine();
        while (line != null && !expected.test(line)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("a process of the benchmark ended early (its standard error says why)");
        }
        return line;
    }

    /** Waits until it has ended by itself. */
    void join() throws InterruptedException {
        process.waitFor();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
