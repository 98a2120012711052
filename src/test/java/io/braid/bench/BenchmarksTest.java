package io.braid.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * That the benchmarks run: each for an instant, in this process. {@code -Dbraid.bench=REGEX} measures those that the
 * expression names instead, as long as they ask for and in processes of their own.
 */
class BenchmarksTest {
    private static final String MEASURED = System.getProperty("braid.bench", "");

    @Test
    void everyBenchmarkRuns() throws RunnerException {
        Collection<RunResult> results = new Runner(
                        MEASURED.isEmpty() ? inAnInstant().build() : measured().build())
                .run();

        assertThat(results)
                .isNotEmpty()
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }

    private static ChainedOptionsBuilder inAnInstant() {
        TimeValue instant = TimeValue.milliseconds(1);
        return new OptionsBuilder()
                .include("io\\.braid\\.")
                .param("events", "256")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(instant);
    }

    /** With the flags that {@code bin/braid} gives, and without those of the test's own process. */
    private static ChainedOptionsBuilder measured() {
        List<String> flags = new ArrayList<>(List.of("@bin/jvm.options"));
        if (Runtime.version().feature() >= 22) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        if (Runtime.version().feature() >= 24) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return new OptionsBuilder()
                .include(MEASURED)
                .shouldFailOnError(true)
                .result("target/jmh.json")
                .resultFormat(ResultFormatType.JSON)
                .jvmArgs(flags.toArray(String[]::new));
    }
}
