package io.braid.config;

import java.time.Duration;

/**
 * How often the model is saved.
 *
 * @param interval time between two commits: weights, offsets and predictions in one transaction
 */
public record CheckpointConfig(Duration interval) {}
