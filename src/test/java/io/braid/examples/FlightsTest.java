package io.braid.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class FlightsTest {
    private static List<Flight> flights = List.of();

    private record Flight(String id, LocalDateTime time, List<String> cells) {
        static Flight of(String line) {
            List<String> cells = List.of(line.split(",", -1));
            return new Flight(cells.get(0), LocalDateTime.parse(cells.get(1)), cells);
        }

        String origin() {
            return cells.get(5);
        }

        String destination() {
            return cells.get(6);
        }

        int delay() {
            return number(11);
        }

        int number(int column) {
            return Integer.parseInt(cells.get(column));
        }
    }

    @BeforeAll
    static void read() throws IOException {
        try (Stream<String> lines = Example.FLIGHTS.lines(Integer.MAX_VALUE)) {
            flights = lines.skip(1).map(Flight::of).toList();
        }
    }

    @Test
    void sampleIsAtMostTwoMegabytes() throws IOException {
        try (InputStream in = Resource.open("flights/flights.csv.gz")) {
            assertThat(in.readAllBytes()).hasSizeBetween(1_000_000, 2_000_000);
        }
    }

    @Test
    void sampleHoldsAsManyFlightsAsTheExampleSays() {
        assertThat(flights).hasSize(Example.FLIGHTS.events());
        assertThat(flights.get(flights.size() - 1).id()).isEqualTo("F113493");
    }

    @Test
    void sampleIsTheFirstWholeWeekOfTheYear() {
        LocalDateTime first = flights.get(0).time();
        LocalDateTime last = flights.get(flights.size() - 1).time();

        assertThat(first).isEqualTo(LocalDateTime.of(2001, 1, 1, 0, 1));
        assertThat(last).isEqualTo(LocalDateTime.of(2001, 1, 7, 23, 59));
        assertThat(flights.stream().map(flight -> flight.time().getDayOfYear()).distinct())
                .containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void partsOfTheTimeFollowFromIt() {
        assertThat(flights)
                .allMatch(flight -> flight.number(2) == flight.time().getHour())
                .allMatch(flight -> flight.number(3) == flight.time().getMinute())
                .allMatch(flight ->
                        flight.number(4) == flight.time().getDayOfWeek().getValue() - 1);
    }

    @Test
    void labelsFollowFromTheDelay() {
        assertThat(flights)
                .allMatch(flight -> flight.number(12) == (flight.delay() >= 15 ? 1 : 0))
                .allMatch(flight -> flight.number(13) == (flight.delay() < 0 ? 1 : 0))
                .allMatch(flight -> flight.cells().get(14).equals(band(flight.delay())));
    }

    @Test
    void featuresFollowFromFlightsOfThreeToSevenHoursBefore() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 100; i++) {
            Flight flight = flights.get(random.nextInt(flights.size()));

            List<Integer> sameOrigin = earlierDelays(flight, Flight::origin);
            List<Integer> sameDestination = earlierDelays(flight, Flight::destination);

            assertThat(flight.number(9)).as(flight.id()).isEqualTo(sameOrigin.size());
            assertMean(flight, flight.cells().get(8), sameOrigin);
            assertMean(flight, flight.cells().get(10), sameDestination);
        }
    }

    private static String band(int delay) {
        if (delay < -15) {
            return "very_early";
        } else if (delay < 0) {
            return "early";
        } else if (delay < 15) {
            return "on_time";
        }
        return delay < 60 ? "late" : "very_late";
    }

    private static List<Integer> earlierDelays(Flight flight, Function<Flight, String> airport) {
        LocalDateTime after = flight.time().minus(Duration.ofHours(7));
        LocalDateTime until = flight.time().minus(Duration.ofHours(3));
        return flights.stream()
                .filter(other -> other.time().isAfter(after) && !other.time().isAfter(until))
                .filter(other -> airport.apply(other).equals(airport.apply(flight)))
                .map(other -> Math.max(-60, Math.min(180, other.delay())))
                .toList();
    }

    private static void assertMean(Flight flight, String cell, List<Integer> delays) {
        if (delays.isEmpty()) {
            assertThat(cell).as(flight.id()).isEmpty();
        } else {
            double mean = delays.stream().mapToInt(delay -> delay).average().orElseThrow();
            assertThat(Math.abs(Double.parseDouble(cell) - mean))
                    .as(() -> String.format(Locale.ROOT, "%s: %s but the mean is %s", flight.id(), cell, mean))
                    .isLessThan(0.0051);
        }
    }
}
