package io.braid.topology;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs an application again and again, kills it (SIGKILL) at random instants, and lets the last run reach its end.
 *
 * <p>The application is any process that continues where the last one was, ends by itself at the end of its input with
 * exit code 0, and prints one line about its state.
 */
public final class KillHarness {
    private static final long LONGEST_RUN_SECONDS = 120;

    private final Function<Path, ProcessBuilder> application;
    private final Path directory;

    /**
     * A harness.
     *
     * @param application makes the process, which may log to the file that is given
     * @param directory for the logs
     */
    public KillHarness(Function<Path, ProcessBuilder> application, Path directory) {
        this.application = application;
        this.directory = directory;
    }

    /** A JVM with the class path of this one and the flags that Braid is started with. */
    public static ProcessBuilder java(String mainClass, String... arguments) {
        String[] command = new String[arguments.length + 6];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        command[1] = "@" + Path.of("bin", "jvm.options").toAbsolutePath();
        command[2] = "-Xmx256m";
        command[3] = "-cp";
        command[4] = System.getProperty("java.class.path");
        command[5] = mainClass;
        System.arraycopy(arguments, 0, command, 6, arguments.length);
        return new ProcessBuilder(command);
    }

    /**
     * Kills {@code times} runs: one in four while it starts, the others up to two seconds after their log holds
     * {@code working}.
     *
     * @return how many of them were still running when they were killed
     */
    public int kill(int times, String working, SplittableRandom random) throws IOException, InterruptedException {
        int killed = 0;
        for (int i = 0; i < times; i++) {
            String name = "killed-" + i;
            boolean starting = random.nextInt(4) == 0;
            int delay = random.nextInt(2_000);
            Process process = start(name);
            try {
                if (!starting) {
                    await(process, log(name), working);
                }
                killed += process.waitFor(delay, TimeUnit.MILLISECONDS) ? 0 : 1;
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        return killed;
    }

    private static void await(Process process, Path log, String working) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_RUN_SECONDS);
        while (process.isAlive() && !Files.readString(log).contains(working)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not working after " + LONGEST_RUN_SECONDS + " s; see " + log);
            }
            Thread.sleep(20);
        }
    }

    /** Runs to the end and returns the line that the application printed. */
    public String finish() throws IOException, InterruptedException {
        Process process = start("finished");
        try {
            if (!process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "still running after " + LONGEST_RUN_SECONDS + " s; see " + Files.readString(log("finished")));
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        "exit code " + process.exitValue() + ": " + Files.readString(log("finished")));
            }
            return Files.readString(directory.resolve("finished.out")).strip();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(String name) throws IOException {
        File out = directory.resolve(name + ".out").toFile();
        Path log = log(name);
        return application
                .apply(log)
                .redirectOutput(out)
                .redirectError(log.toFile())
                .start();
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }
}
