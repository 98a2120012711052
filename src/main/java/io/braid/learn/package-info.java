/** The learner: one shared model for all tasks, trained a mini-batch at a time. Start at Learner; the ways to minimise lie in optimizer, the losses in loss, the tasks' outputs in task, the arithmetic in kernel. Pure: state and batch in, predictions and new state out. */
@org.jspecify.annotations.NullMarked
package io.braid.learn;
