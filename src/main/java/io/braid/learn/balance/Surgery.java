package io.braid.learn.balance;

import io.braid.config.BalancingConfig;
import io.braid.config.TaskConfig;
import java.util.List;

/**
 * What each task's gradient by the shared representation is multiplied by before they are added up, so that tasks get less
 * into each other's way. Depends on the gradients of the batch alone, and of those on nothing but their products.
 *
 * <p>Coefficients are finite whatever the gradients are. A task without labels gets 0, a task whose gradient is zero 1, and so does
 * every task with labels where there are no two gradients to compare, or one is not finite.
 */
public sealed interface Surgery
        permits NoSurgery, PcGrad, CaGrad, AlignedMtl, ImpartialGradients, AuxiliaryCosine, AuxiliaryGate {
    /**
     * Writes the coefficients of a batch.
     *
     * @param gram the products of the tasks' gradients, weights and factors included
     * @param labelled which tasks have labels in the batch
     * @param coefficients takes one per task; what the representation follows is the sum of coefficient times gradient
     */
    void combine(Gram gram, boolean[] labelled, double[] coefficients);

    /** Whether {@link #combine} looks at the products. */
    default boolean needsGradients() {
        return true;
    }

    /** The method {@code type} for {@code tasks}. */
    static Surgery of(BalancingConfig.Surgery type, List<TaskConfig> tasks) {
        return switch (type) {
            case NONE -> new NoSurgery();
            case PCGRAD -> new PcGrad(tasks.size());
            case CAGRAD -> new CaGrad(tasks.size());
            case ALIGNED_MTL -> new AlignedMtl(tasks.size());
            case IMTL -> new ImpartialGradients(tasks.size());
            case AUXILIARY_COSINE -> new AuxiliaryCosine(new MainTasks(mains(tasks)));
            case AUXILIARY_GATE -> new AuxiliaryGate(new MainTasks(mains(tasks)));
        };
    }

    private static List<Boolean> mains(List<TaskConfig> tasks) {
        return tasks.stream().map(task -> task.role() == TaskConfig.Role.MAIN).toList();
    }
}
