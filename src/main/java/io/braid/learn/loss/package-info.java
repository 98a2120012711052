/** What a task minimises: one loss a file, value and gradient side by side. All are finite at any finite output. Each is checked against numerical differentiation. */
@org.jspecify.annotations.NullMarked
package io.braid.learn.loss;
