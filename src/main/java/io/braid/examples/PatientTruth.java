package io.braid.examples;

import io.braid.examples.Patient.Activity;
import java.util.List;

/**
 * The ground truth of the patients: what a fully measured patient implies for each label. It is invented, has no medical meaning,
 * and is nonlinear with parts that the three labels share, so that learning them together can pay. {@code docs/examples.md}
 * states the same formulas in prose.
 */
final class PatientTruth {
    /** The classes of {@code disease}, in the order of {@link #disease}. */
    static final List<String> DISEASES = List.of("none", "hypertension", "diabetes", "heart_disease");

    /** Standard deviation of the age around its mean, in years. */
    static final double AGE_NOISE = 5;

    private final Patient patient;
    private final double smoke;
    private final double stiffness;
    private final double load;
    private final double sugar;
    private final double lipids;
    private final double rhythm;

    /** The truth about a patient of whom nothing is missing. */
    PatientTruth(Patient patient) {
        this.patient = patient;
        smoke = patient.smoker() ? 1 : 0;
        stiffness = StrictMath.tanh((patient.systolic() - patient.diastolic() - 42) / 10);
        load = StrictMath.tanh((patient.bodyMassIndex() - 27) / 5);
        sugar = Math.max(0, patient.glucose() - 105) / 15;
        lipids = (patient.cholesterol() - 195) / 32;
        rhythm = (patient.pulse() - 71) / 8;
    }

    /** The mean of the age in years, from 33 to 77. */
    double age() {
        double habit = patient.activity() == Activity.LOW ? 0.25 : patient.activity() == Activity.HIGH ? -0.25 : 0;
        double build = patient.male() ? 0.3 * load : 0;
        double years = (0.9 - 0.5 * smoke) * stiffness + 0.35 * lipids + 0.2 * sugar - 0.25 * rhythm + habit + build;
        return 55 + 22 * StrictMath.tanh(years);
    }

    /** The probability of each of {@link #DISEASES}. */
    double[] disease() {
        double[] odds = {
            StrictMath.exp(1.5),
            StrictMath.exp(4 * StrictMath.tanh((patient.systolic() - 128) / 10)),
            StrictMath.exp(3 * sugar + 1.5 * load - 1.5),
            StrictMath.exp(1.5 * smoke + 1.2 * lipids + 2 * stiffness - 1.5),
        };
        double sum = odds[0] + odds[1] + odds[2] + odds[3];
        for (int i = 0; i < odds.length; i++) {
            odds[i] /= sum;
        }
        return odds;
    }

    /** The probability of being admitted to hospital within a year. */
    double admission() {
        double logit = 0.7 * rhythm * rhythm + 1.2 * stiffness + 0.8 * sugar + smoke - 2.2;
        return 1 / (1 + StrictMath.exp(-logit));
    }
}
