/** What a task adds to the shared model: how its outputs become a prediction and its label a target. One task type a file. docs/contributing.md says how to add one. */
@org.jspecify.annotations.NullMarked
package io.braid.learn.task;
