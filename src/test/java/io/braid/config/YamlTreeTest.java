package io.braid.config;

import static io.braid.config.Configs.SMALL;
import static io.braid.config.Configs.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTreeTest {

    @ParameterizedTest
    @MethodSource
    void saysWhereAndWhyTextIsNotYaml(String yaml, String report) {
        assertThat(refusal(yaml)).hasMessage("c.yaml:" + report);
    }

    static Stream<Arguments> saysWhereAndWhyTextIsNotYaml() {
        return Stream.of(
                Arguments.of("app: a: b", "1:7: invalid YAML (mapping values are not allowed here)"),
                Arguments.of(
                        "app: [1, 2\nseed: 3",
                        "2:5: invalid YAML (expected ',' or ']', but got :, while parsing a flow sequence that begins"
                                + " at 1:6)"),
                Arguments.of(
                        "app: \"a\nseed: 3",
                        "2:8: invalid YAML (found unexpected end of stream, while scanning a quoted scalar that begins"
                                + " at 1:6)"),
                Arguments.of(
                        "app: \"\\q\"",
                        "1:8: invalid YAML (found an unknown escape sequence; a backslash is written \\\\,"
                                + " while scanning a double-quoted scalar that begins at 1:6)"),
                Arguments.of("app: \"\\UFFFFFFFF\"", "1:4: invalid YAML (found a malformed number)"),
                Arguments.of("? [a]\n: b", "1:4: invalid YAML (expected: plain text as the key of a mapping)"),
                Arguments.of("app: a\n---\napp: b", "3:1: a second document (expected: one document)"),
                Arguments.of("app: a\nseed: \u0001", "2:7: the character U+0001 (expected: printable text)"),
                Arguments.of("app: \ud800", "1:6: the character U+D800 (expected: printable text)"));
    }

    @Test
    void countsColumnsInCharacters() {
        assertThat(refusal(SMALL + "\"\ud83d\ude00\": 1\n{").getMessage()).startsWith("c.yaml:10:");
        assertThat(refusal(SMALL + "batch: {\ud83d\ude00: 1, size: 0}").getMessage())
                .contains("c.yaml:9:21: batch.size: 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "[{a: "})
    void refusesADocumentThatIsTooDeep(String opening) {
        assertThat(refusal(opening.repeat(100_000)).getMessage()).contains("(expected: ");
    }

    @Test
    void refusesADocumentThatIsTooLong() {
        assertThat(refusal("#".repeat(YamlTree.LONGEST + 1)))
                .hasMessage("c.yaml: a longer text (expected: at most 1048576 characters)");
    }

    @Test
    void readsAListAsLongAsTheDocumentAllows() {
        String item = "  - 1\n";

        ConfigException refusal = refusal("features:\n" + item.repeat(YamlTree.LONGEST / item.length() - 2));

        assertThat(refusal.problems()).hasSizeGreaterThan(150_000);
    }

    @Test
    void doesNotExpandAliases() {
        StringBuilder laughs = new StringBuilder(SMALL).append("a0: [x]\n");
        for (int i = 1; i < 40; i++) {
            laughs.append("model%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(refusal(laughs.toString()).problems()).hasSize(40);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seed: &a 1",
                "seed: &a",
                "seed: *a",
                "seed: !!int 1",
                "seed: !a 1",
                "seed: !",
                "model: &a {skip: true}",
                "model: !a\n  skip: true",
                "events: {id: !a b}"
            })
    void refusesAliasesAnchorsAndTags(String line) {
        String emojiBefore = "\ufeff# \ud83d\ude00\n" + SMALL.replace("events: {id: flight_id}\n", "events: {}\n");
        String yaml = line.startsWith("events") ? emojiBefore.replace("events: {}", line) : emojiBefore + line;

        assertThat(refusal(yaml).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.value()).startsWith("an unsupported YAML "));
    }

    @Test
    void takesQuotedTextForWhatItIs() {
        BraidConfig config =
                Configs.parse("\ufeff# \ud83d\ude00\n" + SMALL + "kafka: {a: '*x', b: \"&x\", c: '!x', d: x&!*}");

        assertThat(config.kafka()).containsValues("*x", "&x", "!x", "x&!*");
    }
}
