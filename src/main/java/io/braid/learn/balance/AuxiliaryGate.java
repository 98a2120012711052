package io.braid.learn.balance;

/**
 * An auxiliary task's gradient is dropped where it points against the sum of the main tasks' gradients, and counts fully elsewhere; otherwise
 * as {@link AuxiliaryCosine}.
 *
 * <p>Source: Du, Czarnecki, Jayakumar, Farajtabar, Pascanu and Lakshminarayanan, "Adapting auxiliary losses using gradient
 * similarity", arXiv 1812.02224, the unweighted version.
 */
record AuxiliaryGate(MainTasks mains) implements Surgery {
    @Override
    public void combine(Gram gram, boolean[] labelled, double[] coefficients) {
        mains.cosines(gram, labelled, coefficients);
        for (int task = 0; task < coefficients.length; task++) {
            coefficients[task] = labelled[task] && coefficients[task] >= 0 ? 1 : 0;
        }
    }
}
