/** How the losses of several tasks are weighed against each other: Weighting before the backward pass, from what earlier batches told; Surgery in it, from how the tasks' gradients lie to each other (Gram). One method a file. docs/contributing.md says how to add one. */
@org.jspecify.annotations.NullMarked
package io.braid.learn.balance;
