package io.braid.config;

/**
 * How the tasks' losses are weighed against each other.
 *
 * @param type the method
 */
public record BalancingConfig(Type type) {

    /** The methods. */
    public enum Type {
        /** Each loss times the task's weight. */
        FIXED
    }
}
