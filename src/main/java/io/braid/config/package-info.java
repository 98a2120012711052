/**
 * One YAML file becomes one valid {@link io.braid.config.BraidConfig}, or one report of everything that is wrong with it.
 * {@code Settings} declares each setting once: its name, what it may be, its default and what it is for; reading and the
 * tables of docs/configuration.md both come from there. Start at {@link io.braid.config.ConfigLoader}.
 */
@NullMarked
package io.braid.config;

import org.jspecify.annotations.NullMarked;
