package io.braid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityLevelTest {

    private static final String A = "{\"name\":\"a\",\"type\":\"int\"}";
    private static final String A_WITH_DEFAULT = "{\"name\":\"a\",\"type\":\"int\",\"default\":0}";
    private static final String B = "{\"name\":\"b\",\"type\":\"int\"}";
    private static final String B_WITH_DEFAULT = "{\"name\":\"b\",\"type\":\"int\",\"default\":0}";

    /** Columns: what the change is, then whether BACKWARD, FORWARD and FULL allow it. */
    @ParameterizedTest
    @CsvSource({
        "added with default,    true,  true,  true",
        "added without default, false, true,  false",
        "removed,               true,  false, false",
        "widened,               true,  false, false",
        "same,                  true,  true,  true",
    })
    void allowsAChangeAsConfluentsTableSays(String change, boolean backward, boolean forward, boolean full) {
        Schema before = switch (change) {
            case "removed" -> record(A, B);
            default -> record(A);
        };
        Schema after = switch (change) {
            case "added with default" -> record(A, B_WITH_DEFAULT);
            case "added without default" -> record(A, B);
            case "widened" -> record(A.replace("int", "long"));
            default -> record(A);
        };

        assertThat(allows(CompatibilityLevel.BACKWARD, after, before)).isEqualTo(backward);
        assertThat(allows(CompatibilityLevel.FORWARD, after, before)).isEqualTo(forward);
        assertThat(allows(CompatibilityLevel.FULL, after, before)).isEqualTo(full);
        assertThat(allows(CompatibilityLevel.NONE, after, before)).isTrue();
    }

    @Test
    void looksAtTheNewestVersionUnlessTransitive() {
        Schema first = record(A);
        Schema second = record(A_WITH_DEFAULT, B_WITH_DEFAULT);
        Schema third = record(A_WITH_DEFAULT, B);

        assertThat(allows(CompatibilityLevel.BACKWARD, third, first, second)).isTrue();
        assertThat(allows(CompatibilityLevel.BACKWARD_TRANSITIVE, third, first, second))
                .isFalse();
    }

    @Test
    void looksForwardAtEveryVersionWhenTransitive() {
        Schema first = record(A, B);
        Schema second = record(A, B_WITH_DEFAULT);
        Schema third = record(A);

        assertThat(allows(CompatibilityLevel.FORWARD, third, first, second)).isTrue();
        assertThat(allows(CompatibilityLevel.FORWARD_TRANSITIVE, third, first, second))
                .isFalse();
        assertThat(allows(CompatibilityLevel.FULL_TRANSITIVE, third, first, second))
                .isFalse();
    }

    @Test
    void allowsTheFirstVersion() {
        assertThat(allows(CompatibilityLevel.FULL_TRANSITIVE, record(A))).isTrue();
    }

    @Test
    void namesWhatIsMissing() {
        List<String> problems = CompatibilityLevel.BACKWARD.problems(record(A, B), List.of(record(A)));

        assertThat(problems).singleElement().asString().contains("can't read the earlier one", "MISSING_DEFAULT", "b");
    }

    @Test
    void isFoundByItsNameInEitherCase() {
        assertThat(CompatibilityLevel.named("full_transitive")).isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
        assertThatThrownBy(() -> CompatibilityLevel.named("sideways"))
                .isInstanceOf(RegistryError.class)
                .hasMessageContaining("'sideways'");
    }

    private static boolean allows(CompatibilityLevel level, Schema candidate, Schema... versions) {
        return level.problems(candidate, Arrays.asList(versions)).isEmpty();
    }

    private static Schema record(String... fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + String.join(",", fields) + "]}");
    }
}
