package io.braid.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2001-01-31, 2001-01-31T00:00:00Z",
        "2001-01-31T05:07, 2001-01-31T05:07:00Z",
        "2001-01-31 05:07:09, 2001-01-31T05:07:09Z",
        "2001-01-31T05:07:09.5, 2001-01-31T05:07:09.500Z",
        "2001-01-31T05:07:09.123999999999Z, 2001-01-31T05:07:09.123Z",
        "2001-01-31T05:07+02:00, 2001-01-31T03:07:00Z",
        "2001-01-31T05:07:09-0330, 2001-01-31T08:37:09Z",
        "2001-01-31T05:07+02, 2001-01-31T03:07:00Z",
        "2000-02-29, 2000-02-29T00:00:00Z",
        "1969-12-31T23:59:59.999, 1969-12-31T23:59:59.999Z",
        "-1500, 1969-12-31T23:59:58.500Z",
        "' 1700000000000 ', 2023-11-14T22:13:20Z"
    })
    void readsTimes(String text, String instant) {
        assertThat(IsoTime.millis(text)).isEqualTo(Instant.parse(instant).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "now",
                "2001-1-31x",
                "2001-13-01",
                "2001-02-29",
                "2001-01-32",
                "2001-01-31T",
                "2001-01-31T5:07",
                "2001-01-31T24:00",
                "2001-01-31T05:60",
                "2001-01-31T05:07:60",
                "2001-01-31T05:07:09.",
                "2001-01-31T05:07+",
                "2001-01-31T05:07+19:00",
                "2001-01-31T05:07Zulu",
                "99999999999999999999"
            })
    void answersNoneToWhatIsNoTime(String text) {
        assertThat(IsoTime.millis(text)).isEqualTo(IsoTime.NONE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithJavaTime(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1_000; i++) {
            long seconds = random.nextLong(-60_000_000_000L, 250_000_000_000L);
            LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, random.nextInt(1_000_000_000), ZoneOffset.UTC);
            String text = DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);

            assertThat(IsoTime.millis(text))
                    .as("seed %d, case %d: %s", seed, i, text)
                    .isEqualTo(time.toInstant(ZoneOffset.UTC).toEpochMilli());
        }
    }
}
