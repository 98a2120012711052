/** How parameters follow their gradients: one optimiser a file. All work on plain arrays of any stretch of parameters, so the dense layers and single embedding rows share them. Each names the paper that it comes from. */
@org.jspecify.annotations.NullMarked
package io.braid.learn.optimizer;
