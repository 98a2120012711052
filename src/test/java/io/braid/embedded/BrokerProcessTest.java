package io.braid.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessTest {

    @TempDir
    Path directory;

    @Test
    void keepsWhatItConfirmedWhenItIsKilled() throws Exception {
        Process killed = start();
        try {
            Topic.create(address(killed), "kept").send("confirmed");
        } finally {
            killed.destroyForcibly().waitFor();
        }

        Process second = start();
        try {
            assertThat(new Topic(address(second), "kept").read(1)).containsExactly("confirmed");
            second.getOutputStream().close();
            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isZero();
        } finally {
            second.destroyForcibly().waitFor();
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        directory.toString(),
                        "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The line that the process writes once it serves. */
    private static String address(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        assertThat(line).matches("127\\.0\\.0\\.1:\\d+");
        return line;
    }
}
