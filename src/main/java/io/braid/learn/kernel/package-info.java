/** Arithmetic on native memory that ND4J holds. Matrix products go to cblas on the arrays' own pointers; the rest runs in plain loops over strips that fit the first-level cache. See docs/decisions/0003. */
@org.jspecify.annotations.NullMarked
package io.braid.learn.kernel;
