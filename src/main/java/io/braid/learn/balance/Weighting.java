package io.braid.learn.balance;

import io.braid.config.BalancingConfig;
import io.braid.config.LossType;
import io.braid.config.TaskConfig;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * What each task's loss is multiplied by, beside the weight that the configuration gives it. The factors of a batch come from
 * the batches before it.
 *
 * <p>Order of use: {@link #weigh} before a batch, {@link #observe} after it. A batch without a label for a task changes nothing of
 * that task's state, and the task has no part in what the batch changes of the others'; the same goes for a loss that is
 * negative or not finite. Factors are finite and positive whatever is observed. All is a function of what was observed, in
 * its order, to the bit.
 */
public sealed interface Weighting
        permits FixedWeights,
                NormalizedLosses,
                UncertaintyWeighting,
                DynamicWeightAverage,
                GradNorm,
                Famo,
                ImpartialLosses {
    /** Writes the factor of each task's loss in the coming batch. */
    void weigh(float[] factors);

    /**
     * Learns from a batch.
     *
     * @param losses each task's mean loss per label, without factor and weight; of no meaning without labels
     * @param labels how many labels each task had
     * @param gradients the products of the gradients that the tasks' losses, summed over their labels, without factor and weight,
     *     have by the shared representation, up to a factor that all tasks share; looked at only if {@link #needsGradients()}
     */
    void observe(double[] losses, int[] labels, Gram gradients);

    /** Whether {@link #observe} looks at the gradients. */
    default boolean needsGradients() {
        return false;
    }

    /** Forgets all that was observed. */
    default void reset() {}

    /** Writes what was learnt from the batches so far. */
    default void save(DataOutput out) throws IOException {}

    /** Goes on from what {@link #save} of a weighting of the same type and number of tasks has written. */
    default void load(DataInput in) throws IOException {}

    /** Whether a loss can be learnt from: there are labels, and it is a number from 0 on. */
    static boolean tells(double loss, int labels) {
        return labels > 0 && loss >= 0 && loss < Double.POSITIVE_INFINITY;
    }

    /** The method {@code type} for {@code tasks}. */
    static Weighting of(BalancingConfig.Type type, List<TaskConfig> tasks) {
        int count = tasks.size();
        return switch (type) {
            case FIXED -> new FixedWeights();
            case NORMALIZED -> new NormalizedLosses(count);
            case UNCERTAINTY ->
                new UncertaintyWeighting(tasks.stream()
                        .map(TaskConfig::loss)
                        .map(loss -> loss == LossType.MSE)
                        .toList());
            case DYNAMIC_AVERAGE -> new DynamicWeightAverage(count);
            case GRADNORM -> new GradNorm(count);
            case FAMO -> new Famo(count);
            case IMTL -> new ImpartialLosses(count);
        };
    }
}
