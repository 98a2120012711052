/**
 * What the tests of several packages need: configurations, random events, and a changelog that keeps the last piece of
 * each key.
 */
@NullMarked
package io.braid.sample;

import org.jspecify.annotations.NullMarked;
