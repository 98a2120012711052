package io.braid.config;

/**
 * How quality is reported.
 *
 * @param window events in one window of the metrics topic
 * @param gradients of so many events, one batch is asked whether the tasks' gradients agree; 0: none
 */
public record MetricsConfig(int window, int gradients) {}
