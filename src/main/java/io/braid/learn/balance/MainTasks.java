package io.braid.learn.balance;

import java.util.List;

/** Which tasks the model is there for; the others are auxiliary. */
final class MainTasks {
    private final boolean[] mains;

    MainTasks(List<Boolean> mains) {
        this.mains = new boolean[mains.size()];
        for (int task = 0; task < this.mains.length; task++) {
            this.mains[task] = mains.get(task);
        }
    }

    /**
     * Writes for each auxiliary task with labels the cosine of its gradient with the sum of the main tasks' gradients; 1 for main
     * tasks with labels, and where one of the two is zero or not finite; 0 for tasks without labels.
     */
    void cosines(Gram gram, boolean[] labelled, double[] cosines) {
        double square = 0;
        for (int task = 0; task < mains.length; task++) {
            square += mains[task] && labelled[task] ? product(task, gram, labelled) : 0;
        }
        for (int task = 0; task < mains.length; task++) {
            cosines[task] = labelled[task] ? 1 : 0;
            if (labelled[task] && !mains[task]) {
                double cosine = product(task, gram, labelled) / (gram.norm(task) * Math.sqrt(square));
                cosines[task] = Double.isFinite(cosine) ? Math.max(-1, Math.min(1, cosine)) : 1;
            }
        }
    }

    /** The product of a task's gradient with the sum of the main ones. */
    private double product(int task, Gram gram, boolean[] labelled) {
        double sum = 0;
        for (int main = 0; main < mains.length; main++) {
            sum += mains[main] && labelled[main] ? gram.get(task, main) : 0;
        }
        return sum;
    }
}
