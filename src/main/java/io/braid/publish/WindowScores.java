package io.braid.publish;

import java.util.Map;

/**
 * The scores of one task over one window of events, as a consumer reads them.
 *
 * @param fromEvent the first event of the window, counted from 0
 * @param toEvent the event after the last
 * @param labelled how many of them had a label for the task
 * @param modelVersion how many updates the weights had seen
 */
public record WindowScores(
        String task, long fromEvent, long toEvent, long labelled, long modelVersion, Map<String, Double> scores) {}
