package io.braid.config;

import java.time.Duration;

/**
 * How often the model is saved.
 *
 * @param interval time between two commits: weights, offsets and predictions in one transaction
 * @param maxChange bytes of embedding rows that a commit may have to write; what goes beyond is written before it, in its transaction
 */
public record CheckpointConfig(Duration interval, long maxChange) {}
