package io.braid.config;

/**
 * How quality is reported.
 *
 * @param window events in one window of the metrics topic
 */
public record MetricsConfig(int window) {}
