package io.braid.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigurationDocsTest {

    private static final Path DOCS = Path.of("docs", "configuration.md");
    private static final String BEGIN = "<!-- generated from io.braid.config.Settings -->\n";
    private static final String END = "\n<!-- end of the generated part -->";
    private static final String WAY_OUT =
            "%s differs from the declared settings; rewrite it: mvn test -Dtest=ConfigurationDocsTest"
                    + " -Dbraid.docs.update=true";

    @Test
    void holdsTheTablesOfTheDeclaredSettings() throws IOException {
        String docs = Files.readString(DOCS);
        assertThat(docs).contains(BEGIN, END);
        String before = docs.substring(0, docs.indexOf(BEGIN) + BEGIN.length());
        String after = docs.substring(docs.indexOf(END));
        String expected = before + SettingsTable.markdown() + after;

        if (Boolean.getBoolean("braid.docs.update")) {
            Files.writeString(DOCS, expected);
        }

        assertThat(Files.readString(DOCS)).as(WAY_OUT, DOCS).isEqualTo(expected);
    }

    @Test
    void showsExamplesThatAreValid() throws IOException {
        List<String> examples = blocks("yaml");

        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(example -> assertThat(Configs.parse(example)).isNotNull());
    }

    @Test
    void showsTheReportThatItsExampleGivesWithTwoMistakes() throws IOException {
        String example = blocks("yaml").get(0).replace("dim: 8", "dims: 8").replace("weight: 0.5", "weight: -1");

        ConfigException refusal = catchThrowableOfType(
                ConfigException.class, () -> ConfigLoader.parse(example, "flights.yaml", Path.of("")));

        assertThat(blocks("text")).containsExactly(refusal.getMessage() + "\n");
    }

    private static List<String> blocks(String language) throws IOException {
        Pattern pattern = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
        return pattern.matcher(Files.readString(DOCS))
                .results()
                .map(block -> block.group(1))
                .toList();
    }
}
