package io.braid.config;

/**
 * How the tasks' losses are weighed against each other.
 *
 * @param type what a loss counts beside its task's weight
 * @param surgery how the tasks' gradients by the shared representation are put together
 */
public record BalancingConfig(Type type, Surgery surgery) {

    /** The ways to weigh losses. */
    public enum Type {
        /** Each loss times the task's weight. */
        FIXED,
        /** Each loss over its running mean. */
        NORMALIZED,
        /** A learnt noise variance for each task. */
        UNCERTAINTY,
        /** By how fast each loss falls. */
        DYNAMIC_AVERAGE,
        /** Gradients of similar length, longer where a loss falls slowly. */
        GRADNORM,
        /** Losses that fall at the same rate. */
        FAMO,
        /** A learnt scale for each loss, at which all are 1. */
        IMTL
    }

    /** The ways to put gradients together. */
    public enum Surgery {
        /** Their sum. */
        NONE,
        /** Their sum, each without its part against the others. */
        PCGRAD,
        /** The direction near their mean that the worst off task gains most from. */
        CAGRAD,
        /** Orthogonal gradients of the same length in their place. */
        ALIGNED_MTL,
        /** The combination that reaches as far along each. */
        IMTL,
        /** Auxiliary ones by the cosine of their angle with the main ones. */
        AUXILIARY_COSINE,
        /** Auxiliary ones only where they don't point against the main ones. */
        AUXILIARY_GATE
    }
}
