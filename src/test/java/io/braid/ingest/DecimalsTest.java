package io.braid.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's parser is the reference: what Braid reads must have its bits. */
class DecimalsTest {
    private static final int CASES = 200_000;

    private static final SplittableRandom RANDOM = new SplittableRandom(1);

    static Stream<Supplier<String>> spellings() {
        return Stream.of(
                () -> String.format(Locale.ROOT, "%.6f", RANDOM.nextGaussian()),
                () -> Double.toString(RANDOM.nextGaussian() * Math.pow(10, RANDOM.nextInt(-8, 20))),
                () -> Double.toString(Double.longBitsToDouble((RANDOM.nextLong() & ~(0x7ffL << 52)) | (0x3ffL << 52))),
                () -> BigDecimal.valueOf(RANDOM.nextLong(), RANDOM.nextInt(0, 25))
                        .toPlainString(),
                () -> BigDecimal.valueOf((1L << 53) + RANDOM.nextInt(-3, 4), RANDOM.nextInt(0, 20))
                        .toPlainString(),
                () -> digits(RANDOM.nextInt(1, 25)) + "." + digits(RANDOM.nextInt(0, 25)),
                () -> "-." + digits(RANDOM.nextInt(1, 20)),
                () -> digits(RANDOM.nextInt(1, 20)) + "e" + RANDOM.nextInt(-30, 30));
    }

    private static String digits(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + RANDOM.nextInt(10)));
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void readsTheNearestDouble(Supplier<String> spelling) {
        for (int i = 0; i < CASES; i++) {
            String text = spelling.get();

            double value = Decimals.parse(text);

            if (Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(Double.parseDouble(text))) {
                assertThat(value).as(text).isEqualTo(Double.parseDouble(text));
            }
        }
    }

    @Test
    void keepsTheSignOfZero() {
        assertThat(1 / Decimals.parse("-0.000")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(1 / Decimals.parse("0")).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "-.", "1.2.3", "--1", "1-", "1d", "0x1p3", "1 2", "\u0661"})
    void refusesWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> Decimals.parse(text)).isInstanceOf(NumberFormatException.class);
    }
}
