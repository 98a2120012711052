package io.braid.config;

import java.time.Duration;

/**
 * How events are grouped.
 *
 * @param size events in a training batch; batches are cut by count alone
 * @param linger the longest that an event waits for its prediction
 */
public record BatchConfig(int size, Duration linger) {}
