package io.braid.examples;

/**
 * One score of a task, by three predictors.
 *
 * @param trivial of the one that knows only how often each label occurs in the bundled rows
 * @param expected of the one that knows the truth, in expectation over the labels
 * @param reached of the one that knows the truth, on the labels of the bundled rows
 */
record BestScore(double trivial, double expected, double reached) {}
