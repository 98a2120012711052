package io.braid.examples;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.Locale;

/**
 * One visit of an invented patient, as a row tells it.
 *
 * @param number counts the visits from 1
 * @param time when the patient came
 * @param patient what was measured
 * @param age in years with one decimal, or {@code NaN} where hidden
 * @param disease index into {@link PatientTruth#DISEASES}, or -1 where hidden
 * @param admitted 1 or 0, or -1 where hidden
 */
record PatientVisit(int number, LocalDateTime time, Patient patient, double age, int disease, int admitted) {

    /** The names of the columns of {@link #row}. */
    static final String HEADER =
            "patient_id,visited_at,sex,smoker,activity,height,weight,systolic,diastolic,cholesterol,glucose,pulse,age,disease,admitted";

    /** The visit as a line of CSV, without the line's end; what is missing is an empty cell. */
    String row() {
        return String.join(
                ",",
                String.format(Locale.ROOT, "P%06d", number),
                time.toString(),
                patient.male() ? "male" : "female",
                patient.smoker() ? "yes" : "no",
                patient.activity().name().toLowerCase(Locale.ROOT),
                cell(patient.height(), 0),
                cell(patient.weight(), 1),
                cell(patient.systolic(), 0),
                cell(patient.diastolic(), 0),
                cell(patient.cholesterol(), 0),
                cell(patient.glucose(), 0),
                cell(patient.pulse(), 0),
                cell(age, 1),
                disease < 0 ? "" : PatientTruth.DISEASES.get(disease),
                admitted < 0 ? "" : Integer.toString(admitted));
    }

    private static String cell(double value, int decimals) {
        return Double.isNaN(value)
                ? ""
                : BigDecimal.valueOf(value)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .toPlainString();
    }
}
