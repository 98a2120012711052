package io.braid.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PatientGeneratorTest {
    private static final List<PatientVisit> VISITS =
            PatientGenerator.visits(Example.SEED, 20_000).toList();

    @Test
    void drawsTheSameRowsOnEveryMachine() {
        String rows = PatientGenerator.rows(Example.SEED, 20_000).collect(Collectors.joining("\n"));

        String hash = Hashes.sha256(rows);

        assertThat(hash).isEqualTo("63d89a40a363c6b2e214745287fb3409a031b20cf0294d73e7ae30b03435a786");
    }

    @Test
    void drawsOtherRowsFromAnotherSeed() {
        List<String> rows = PatientGenerator.rows(1, 100).toList();

        List<String> others = PatientGenerator.rows(2, 100).toList();

        assertThat(rows).doesNotContainAnyElementsOf(others);
    }

    @Test
    void drawsPatientsWhoCouldBePeople() {
        assertWithin(visit -> visit.patient().height(), 130, 215);
        assertWithin(visit -> visit.patient().weight(), 30, 200);
        assertWithin(visit -> visit.patient().systolic(), 50, 220);
        assertWithin(visit -> visit.patient().diastolic(), 25, 150);
        assertWithin(visit -> visit.patient().cholesterol(), 40, 360);
        assertWithin(visit -> visit.patient().glucose(), 25, 200);
        assertWithin(visit -> visit.patient().pulse(), 25, 120);
        assertWithin(PatientVisit::age, 18, 92);
    }

    @Test
    void upperPressureIsAboveTheLowerOne() {
        assertWithin(visit -> visit.patient().systolic() - visit.patient().diastolic(), 1, 100);
    }

    @Test
    void hidesMeasurementsAndLabelsAsOftenAsDocumented() {
        assertShare(visit -> Double.isNaN(visit.patient().systolic()), PatientGenerator.UNMEASURED_PRESSURE);
        assertShare(visit -> Double.isNaN(visit.patient().diastolic()), PatientGenerator.UNMEASURED_PRESSURE);
        assertShare(visit -> Double.isNaN(visit.patient().cholesterol()), PatientGenerator.UNMEASURED);
        assertShare(visit -> Double.isNaN(visit.patient().glucose()), PatientGenerator.UNMEASURED);
        assertShare(visit -> Double.isNaN(visit.patient().pulse()), PatientGenerator.UNMEASURED);
        assertShare(visit -> Double.isNaN(visit.age()), PatientGenerator.HIDDEN_AGE);
        assertShare(visit -> visit.disease() < 0, PatientGenerator.HIDDEN_DISEASE);
        assertShare(visit -> visit.admitted() < 0, PatientGenerator.HIDDEN_ADMISSION);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void everyDiseaseOccursOftenEnoughToBeLearnt(int disease) {
        assertThat(VISITS.stream().filter(visit -> visit.disease() == disease)).hasSizeGreaterThan(1_000);
    }

    /** Every value that is not missing lies between the two, and some do. */
    private static void assertWithin(ToDoubleFunction<PatientVisit> value, double low, double high) {
        assertThat(VISITS.stream()
                        .mapToDouble(value)
                        .filter(v -> !Double.isNaN(v))
                        .summaryStatistics())
                .satisfies(values -> assertThat(values.getCount()).isPositive())
                .satisfies(values -> assertThat(values.getMin()).isGreaterThanOrEqualTo(low))
                .satisfies(values -> assertThat(values.getMax()).isLessThanOrEqualTo(high));
    }

    private static void assertShare(Predicate<PatientVisit> hidden, double expected) {
        double share = VISITS.stream().filter(hidden).count() / (double) VISITS.size();
        assertThat(share).isCloseTo(expected, within(0.012));
    }
}
