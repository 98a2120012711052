package io.braid.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * Scores of predicted probabilities per class: {@code accuracy}, {@code macro_f1}, {@code log_loss}.
 *
 * <ul>
 *   <li>{@code accuracy}: share of events whose likeliest class is the label; of equally likely classes the first is
 *     taken.
 *   <li>{@code macro_f1}: the mean of the F1 scores of the classes that occurred as labels or as predictions, as
 *       scikit-learn's {@code f1_score(average="macro")}.
 *   <li>{@code log_loss}: mean logarithmic loss of the label's probability, clipped to 1e-15 from both ends. The
 *       probabilities are taken as they are, not scaled to a sum of one.
 * </ul>
 */
public final class MulticlassScores implements Scores {
    private final long[] labelled;
    private final long[] predicted;
    private final long[] correct;
    private long count;
    private double logLoss;

    /** Scores for a task of {@code classes} classes. */
    public MulticlassScores(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("classes: " + classes + " (expected: at least 1)");
        }
        labelled = new long[classes];
        predicted = new long[classes];
        correct = new long[classes];
    }

    @Override
    public void add(double label, float[] prediction) {
        int actual = (int) label;
        int likeliest = likeliest(prediction);
        count++;
        labelled[actual]++;
        predicted[likeliest]++;
        if (likeliest == actual) {
            correct[actual]++;
        }
        logLoss += LogLoss.of(prediction[actual]);
    }

    private static int likeliest(float[] prediction) {
        int best = 0;
        for (int i = 1; i < prediction.length; i++) {
            if (prediction[i] > prediction[best]) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public Map<String, Double> values() {
        if (count == 0) {
            return Map.of();
        }
        return new ScoreValues()
                .with("accuracy", (double) Arrays.stream(correct).sum() / count)
                .with("macro_f1", macroF1())
                .with("log_loss", logLoss / count)
                .asMap();
    }

    /** F1 is 2·correct / (labelled + predicted): the harmonic mean of precision and recall, without their divisions. */
    private double macroF1() {
        double sum = 0;
        int occurring = 0;
        for (int i = 0; i < labelled.length; i++) {
            long occurrences = labelled[i] + predicted[i];
            if (occurrences > 0) {
                sum += 2.0 * correct[i] / occurrences;
                occurring++;
            }
        }
        return sum / occurring;
    }

    @Override
    public void reset() {
        Arrays.fill(labelled, 0);
        Arrays.fill(predicted, 0);
        Arrays.fill(correct, 0);
        count = 0;
        logLoss = 0;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        Counts.writeNumber(out, count);
        out.writeDouble(logLoss);
        Counts.write(out, labelled);
        Counts.write(out, predicted);
        Counts.write(out, correct);
    }

    @Override
    public void load(DataInput in) throws IOException {
        count = Counts.readNumber(in);
        logLoss = in.readDouble();
        Counts.read(in, labelled);
        Counts.read(in, predicted);
        Counts.read(in, correct);
    }
}
