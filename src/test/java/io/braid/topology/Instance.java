package io.braid.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One instance of an application that runs until it is stopped, as a process of its own, which may be started again. */
public final class Instance implements AutoCloseable {
    private static final long LONGEST_STOP_SECONDS = 90;

    private final Supplier<ProcessBuilder> application;
    private final Path log;
    private @Nullable Process process;
    private boolean wanted;

    /**
     * An instance that doesn't run yet.
     *
     * @param application makes the process, which ends when its standard input does
     * @param log where the standard error of all its runs goes
     */
    public Instance(Supplier<ProcessBuilder> application, Path log) {
        this.application = application;
        this.log = log;
    }

    /** Starts it; it works a few seconds later. */
    public void start() throws IOException {
        process = application
                .get()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        wanted = true;
    }

    /** Whether it was started and has neither been stopped nor ended by itself. */
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Whether its last run failed, rather than being killed or stopped. */
    public boolean endedByItself() {
        return wanted && !isRunning();
    }

    /** Kills it (SIGKILL). */
    public void kill() {
        wanted = false;
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Lets it commit and end. */
    public void stop() throws IOException, InterruptedException {
        Process running = process;
        if (running == null) {
            return;
        }
        wanted = false;
        running.getOutputStream().close();
        if (!running.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running after " + LONGEST_STOP_SECONDS + " s; " + log());
        }
        if (running.exitValue() != 0) {
            throw new IllegalStateException("exit code " + running.exitValue() + "; " + log());
        }
    }

    /** What it has logged. */
    public String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
