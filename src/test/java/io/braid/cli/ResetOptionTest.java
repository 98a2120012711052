package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.sample.SampleModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ResetOptionTest {
    private final List<String> questions = new ArrayList<>();

    private void confirm(@Nullable String answer, String... arguments) {
        ResetOption option = new ResetOption();
        CommandLine line = new CommandLine(option);
        line.parseArgs(arguments);
        UnaryOperator<@Nullable String> terminal = question -> {
            questions.add(String.valueOf(question));
            return answer;
        };
        option.confirm(SampleModel.small().config(), line.getCommandSpec(), terminal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample", " sample "})
    void takesTheApplicationsNameForAYes(String answer) {
        assertThatCode(() -> confirm(answer, "--reset")).doesNotThrowAnyException();

        assertThat(questions).containsExactly("Type the application's name to forget its model: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "y", "Sample", "sample2"})
    void takesNothingElseForAYes(String answer) {
        assertThatThrownBy(() -> confirm(answer, "--reset"))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("'" + answer + "' (expected: sample); nothing was forgotten");
    }

    @Test
    void wantsAYesBeforehandWhereItCannotAsk() {
        assertThatThrownBy(() -> confirm(null, "--reset"))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("no terminal to ask on (expected: --yes, or a terminal)");
    }

    @Test
    void doesNotAskWhenTheYesIsThere() {
        confirm("no", "--reset", "--yes");

        assertThat(questions).isEmpty();
    }
}
