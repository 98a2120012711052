/**
 * Kafka and a schema registry on one machine without a container: what {@code braid demo} and the tests run against.
 * {@link io.braid.embedded.EmbeddedBroker} is a whole broker in this process, and
 * {@link io.braid.embedded.EmbeddedRegistry} a small registry that keeps its schemas in a topic of such a broker. Both
 * listen on loopback only, without authentication, and are no place for data that matters.
 */
@NullMarked
package io.braid.embedded;

import org.jspecify.annotations.NullMarked;
