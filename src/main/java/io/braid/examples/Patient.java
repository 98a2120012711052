package io.braid.examples;

/**
 * What is known of an invented patient before any label. The last five are measurements, {@code NaN} where nobody took them.
 *
 * @param male whether the patient is a man
 * @param smoker whether the patient smokes
 * @param activity how much the patient moves
 * @param height in centimetres
 * @param weight in kilograms
 * @param systolic upper blood pressure in mmHg
 * @param diastolic lower blood pressure in mmHg
 * @param cholesterol total cholesterol in mg/dL
 * @param glucose fasting glucose in mg/dL
 * @param pulse heart beats a minute at rest
 */
record Patient(
        boolean male,
        boolean smoker,
        Activity activity,
        double height,
        double weight,
        double systolic,
        double diastolic,
        double cholesterol,
        double glucose,
        double pulse) {

    /** How many measurements there are, and so how many standard normal numbers {@link #completed} reads. */
    static final int MEASUREMENTS = 5;

    /** How much a patient moves. */
    enum Activity {
        LOW,
        MEDIUM,
        HIGH
    }

    /** A patient of whom nothing has been measured yet. */
    static Patient unmeasured(boolean male, boolean smoker, Activity activity, double height, double weight) {
        double none = Double.NaN;
        return new Patient(male, smoker, activity, height, weight, none, none, none, none, none);
    }

    /** Weight over squared height, in kg/m². */
    double bodyMassIndex() {
        return weight / (height * height) * 10_000;
    }

    /**
     * This patient with each measurement that is missing filled in. Given who the patient is, the measurements are normal; this is
     * their distribution, both for drawing patients and for averaging over what was not measured.
     *
     * @param deviations by how many standard deviations each measurement lies above its mean, in the order of the components
     */
    Patient completed(double[] deviations) {
        double excess = bodyMassIndex() - 26;
        double smoke = smoker ? 1 : 0;
        double rest = activity == Activity.LOW ? 1 : 0;
        double sport = activity == Activity.HIGH ? 1 : 0;
        double upper = measured(systolic, 118 + 0.9 * excess + 4 * smoke, 13, deviations[0]);
        return new Patient(
                male,
                smoker,
                activity,
                height,
                weight,
                upper,
                measured(diastolic, 22 + 0.47 * upper, 6, deviations[1]),
                measured(cholesterol, 190 + excess + 8 * smoke, 32, deviations[2]),
                measured(glucose, 96 + 1.2 * excess + 3 * rest, 14, deviations[3]),
                measured(pulse, 71 + 4 * smoke + 3 * rest - 5 * sport, 8, deviations[4]));
    }

    /** This patient with measurements as they are read off: in whole units. */
    Patient rounded() {
        return new Patient(
                male,
                smoker,
                activity,
                height,
                weight,
                Math.rint(systolic),
                Math.rint(diastolic),
                Math.rint(cholesterol),
                Math.rint(glucose),
                Math.rint(pulse));
    }

    private static double measured(double value, double mean, double deviation, double deviations) {
        return Double.isNaN(value) ? mean + deviation * deviations : value;
    }
}
