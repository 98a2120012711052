package io.braid.examples;

/**
 * What is best predicted for a patient of whom some measurements are missing: the truth, averaged over the missing ones. They are
 * independent standard normal deviations, so the average is a sum over a grid of deviations weighted by the normal density (the
 * trapezoid rule, which converges faster than any power of the step for such integrands).
 */
final class PatientOptimum {
    private static final double STEP = 0.8;
    private static final int REACH = 5;

    private double total;
    private double ageSum;
    private double ageSquares;
    private final double[] diseaseSum = new double[PatientTruth.DISEASES.size()];
    private double admissionSum;

    PatientOptimum(Patient patient) {
        double[] measurements = {
            patient.systolic(), patient.diastolic(), patient.cholesterol(), patient.glucose(), patient.pulse()
        };
        sweep(patient, measurements, 0, new double[measurements.length], 1);
    }

    private void sweep(Patient patient, double[] measurements, int index, double[] deviations, double weight) {
        if (index == measurements.length) {
            add(new PatientTruth(patient.completed(deviations)), weight);
        } else if (Double.isNaN(measurements[index])) {
            for (int node = -REACH; node <= REACH; node++) {
                double deviation = node * STEP;
                deviations[index] = deviation;
                sweep(patient, measurements, index + 1, deviations, weight * Math.exp(-deviation * deviation / 2));
            }
        } else {
            sweep(patient, measurements, index + 1, deviations, weight);
        }
    }

    private void add(PatientTruth truth, double weight) {
        double age = truth.age();
        total += weight;
        ageSum += weight * age;
        ageSquares += weight * age * age;
        double[] disease = truth.disease();
        for (int i = 0; i < disease.length; i++) {
            diseaseSum[i] += weight * disease[i];
        }
        admissionSum += weight * truth.admission();
    }

    double age() {
        return ageSum / total;
    }

    /** The variance of the age around {@link #age()}: its noise, and what the missing measurements would tell. */
    double ageVariance() {
        return PatientTruth.AGE_NOISE * PatientTruth.AGE_NOISE + Math.max(0, ageSquares / total - age() * age());
    }

    double[] disease() {
        double[] probabilities = diseaseSum.clone();
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= total;
        }
        return probabilities;
    }

    double admission() {
        return admissionSum / total;
    }
}
