package io.braid.learn.balance;

/**
 * An auxiliary task's gradient counts by max(0, cos), where cos is that of its angle with the sum of the main tasks' gradients: it helps
 * as far as it points their way. Main tasks keep theirs, auxiliary ones are not compared with each other, and in a batch
 * without a label for a main task all count fully.
 *
 * <p>Source: Du, Czarnecki, Jayakumar, Farajtabar, Pascanu and Lakshminarayanan, "Adapting auxiliary losses using gradient
 * similarity", arXiv 1812.02224, the weighted version.
 */
record AuxiliaryCosine(MainTasks mains) implements Surgery {
    @Override
    public void combine(Gram gram, boolean[] labelled, double[] coefficients) {
        mains.cosines(gram, labelled, coefficients);
        for (int task = 0; task < coefficients.length; task++) {
            coefficients[task] = Math.max(0, coefficients[task]);
        }
    }
}
