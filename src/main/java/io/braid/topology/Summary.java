package io.braid.topology;

import java.util.Map;

/**
 * What a run has come to, as the commands print it.
 *
 * @param events records that were read, rejected ones included
 * @param trained events that a training batch held
 * @param rejected records that were no events
 * @param batches training batches
 * @param skippedBatches training batches left out because their loss, gradient or update was not finite
 * @param parameters numbers that the model has learnt or will
 * @param modelVersion updates of the weights
 * @param weightsSha256 hash of weights and optimiser state; equal hashes mean equal models
 * @param tasks per task, in the configuration's order
 * @param sharing who helps whom
 */
public record Summary(
        long events,
        long trained,
        long rejected,
        long batches,
        long skippedBatches,
        long parameters,
        long modelVersion,
        String weightsSha256,
        Map<String, TaskSummary> tasks,
        Sharing sharing) {

    /**
     * The prequential scores of one task.
     *
     * @param type the task's type
     * @param labelled events with a label for it
     * @param scores over all of them, by name
     * @param secondHalf over those of the second half of the events, by name
     * @param drifts how often its loss has risen
     * @param lastDrift the index of the event that told so last, counted from 0, or -1
     */
    public record TaskSummary(
            String type,
            long labelled,
            Map<String, Double> scores,
            Map<String, Double> secondHalf,
            long drifts,
            long lastDrift) {}
}
