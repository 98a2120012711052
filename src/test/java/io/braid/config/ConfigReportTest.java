package io.braid.config;

import static io.braid.config.Configs.SMALL;
import static io.braid.config.Configs.refusal;
import static io.braid.config.Configs.smallWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReportTest {

    @Test
    void reportsAllProblemsAtOnceInTheOrderOfTheFile() {
        ConfigException refusal = refusal("""
            sede: 3
            app: my app
            features:
              - {name: distance, type: numeric}
              - {name: distance, type: categoric, dim: 8}
              - {name: late15, type: text, dim: 0, ngram: 2}
            tasks:
              - {name: late15, type: binary, weight: -1, loss: mse}
              - {name: late15, type: multiclass, role: first}
            batch: {size: 0, linger: 20}
            """);

        assertThat(refusal.problems())
                .extracting(problem -> problem.place().line() + " " + problem.key())
                .containsExactly(
                        "1 sede",
                        "1 events",
                        "2 app",
                        "5 features[1].name",
                        "5 features[1].type",
                        "6 features[2].name",
                        "6 features[2].dim",
                        "6 features[2].ngram",
                        "8 tasks[0].weight",
                        "8 tasks[0].loss",
                        "9 tasks[1].classes",
                        "9 tasks[1].name",
                        "9 tasks[1].role",
                        "10 batch.size",
                        "10 batch.linger");
    }

    @Test
    void isOneLineForEachProblem() {
        ConfigException refusal = refusal(smallWith("flights", "\"a\\nb\"") + "\"odd\\rkey\": 1\nseed: \"\\u2028\"");

        assertThat(refusal.problems()).hasSize(3);
        assertThat(refusal.toString().lines()).hasSize(3);
        assertThat(refusal.getMessage()).doesNotContain("\r").doesNotContain("\u2028");
    }

    @Test
    void shortensLongValues() {
        ConfigException refusal = refusal(SMALL + "seed: " + "9".repeat(5000));

        assertThat(refusal.getMessage()).hasSizeLessThan(200).contains("999...");
    }

    @Test
    void carriesThePartsOfAProblem() {
        List<Problem> problems = refusal(SMALL + "batch: {size: -1}").problems();

        assertThat(problems)
                .containsExactly(new Problem(
                        new Place("c.yaml", 9, 15), "batch.size", "-1", "expected: an integer from 1 to 65536"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka: {sasl.jaas.config: {password: hunter2}}",
                "kafka: {sasl.jaas.config: [hunter2]}",
                "kafka: {sasl.jaas.config: a, sasl.jaas.config: hunter2}",
                "kafka: hunter2",
                "kafka: [hunter2]",
                "basic.auth.user.info: [hunter2]",
                "basic.auht.user.info: hunter2",
                "sasl.jaas.config: hunter2",
                "kafka: {sasl.jaas.config: \"hunter2}",
                "kafka: {sasl.jaas.config: hunter2: hunter2}",
                "kafka: {sasl.jaas.config: !hunter {a: hunter2}}",
                "kafka: {? [hunter2] : a}",
                "kafka: {sasl.jaas.config: !hunter2}",
                "kafka: {sasl.jaas.config: !hunter2!a}",
                "kafka: {sasl.jaas.config: '*hunter2', a: *hunter2}",
                "kafka: {sasl.jaas.config: &hunter2 a}",
                "kafka: {sasl.jaas.config: \"\\xhunter2\"}",
                "kafka: {sasl.jaas.config: \"\\Uhunter2\"}"
            })
    void neverShowsWhatMayBeAPassword(String line) {
        assertThat(refusal(SMALL + line).getMessage()).doesNotContain("hunter2");
    }
}
