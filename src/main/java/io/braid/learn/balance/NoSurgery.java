package io.braid.learn.balance;

/** Adds the gradients up as they are. */
record NoSurgery() implements Surgery {
    @Override
    public void combine(Gram gram, boolean[] labelled, double[] coefficients) {
        for (int task = 0; task < labelled.length; task++) {
            coefficients[task] = labelled[task] ? 1 : 0;
        }
    }

    @Override
    public boolean needsGradients() {
        return false;
    }
}
