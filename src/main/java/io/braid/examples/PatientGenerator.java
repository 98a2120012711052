package io.braid.examples;

import io.braid.examples.Patient.Activity;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Draws invented patients: first who they are, then what is measured, then the labels from {@link PatientTruth}; at last some
 * measurements and labels are hidden, each without regard to its value. The same seed gives the same rows.
 */
public final class PatientGenerator {
    /** The line above the rows. */
    public static final String HEADER = PatientVisit.HEADER;

    /** Share of the visits without blood pressure. */
    static final double UNMEASURED_PRESSURE = 0.05;

    /** Share of the visits without cholesterol, without glucose, and without pulse. */
    static final double UNMEASURED = 0.1;

    /** Share of the ages that are hidden. */
    static final double HIDDEN_AGE = 0.1;

    /** Share of the diseases that are hidden. */
    static final double HIDDEN_DISEASE = 0.3;

    /** Share of the admissions that are hidden. */
    static final double HIDDEN_ADMISSION = 0.5;

    private static final List<Activity> ACTIVITIES = List.of(Activity.LOW, Activity.MEDIUM, Activity.HIGH);
    private static final double[] ACTIVITY_SHARES = {0.35, 0.4, 0.25};

    private final Draws draws;
    private LocalDateTime time = LocalDateTime.of(2024, 1, 1, 8, 0);

    private PatientGenerator(long seed) {
        draws = new Draws(seed);
    }

    /**
     * Rows of CSV without the header, in order of time; fewer of them are the beginning of more.
     *
     * @param seed decides every draw
     * @param count how many rows
     */
    public static Stream<String> rows(long seed, int count) {
        return visits(seed, count).map(PatientVisit::row);
    }

    /** The visits that {@link #rows} writes. */
    static Stream<PatientVisit> visits(long seed, int count) {
        PatientGenerator generator = new PatientGenerator(seed);
        return IntStream.rangeClosed(1, count).mapToObj(generator::next);
    }

    private PatientVisit next(int number) {
        time = time.plusMinutes(draws.between(1, 10));
        Patient patient = person().completed(deviations()).rounded();
        PatientTruth truth = new PatientTruth(patient);
        double age = Math.rint(10 * (truth.age() + PatientTruth.AGE_NOISE * draws.boundedNoise())) / 10;
        int disease = draws.index(truth.disease());
        int admitted = draws.chance(truth.admission()) ? 1 : 0;
        return new PatientVisit(
                number,
                time,
                partlyMeasured(patient),
                draws.chance(HIDDEN_AGE) ? Double.NaN : age,
                draws.chance(HIDDEN_DISEASE) ? -1 : disease,
                draws.chance(HIDDEN_ADMISSION) ? -1 : admitted);
    }

    private Patient person() {
        boolean male = draws.chance(0.5);
        boolean smoker = draws.chance(0.25);
        Activity activity = ACTIVITIES.get(draws.index(ACTIVITY_SHARES));
        double height = Math.rint((male ? 177 : 164) + 7 * draws.normal());
        double bodyMassIndex = 26 * StrictMath.exp(0.16 * draws.normal());
        double weight = Math.rint(bodyMassIndex * height * height / 1_000) / 10;
        return Patient.unmeasured(male, smoker, activity, height, weight);
    }

    private double[] deviations() {
        double[] deviations = new double[Patient.MEASUREMENTS];
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] = draws.normal();
        }
        return deviations;
    }

    private Patient partlyMeasured(Patient patient) {
        boolean pressure = !draws.chance(UNMEASURED_PRESSURE);
        return new Patient(
                patient.male(),
                patient.smoker(),
                patient.activity(),
                patient.height(),
                patient.weight(),
                pressure ? patient.systolic() : Double.NaN,
                pressure ? patient.diastolic() : Double.NaN,
                draws.chance(UNMEASURED) ? Double.NaN : patient.cholesterol(),
                draws.chance(UNMEASURED) ? Double.NaN : patient.glucose(),
                draws.chance(UNMEASURED) ? Double.NaN : patient.pulse());
    }
}
