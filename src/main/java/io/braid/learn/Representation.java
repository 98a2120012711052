package io.braid.learn;

import io.braid.learn.kernel.Matrix;

/**
 * What the heads of some tasks read, a row for each example of a chunk.
 *
 * @param first the first of the tasks
 * @param tasks how many they are
 * @param width floats of a row
 * @param values the rows; a column of ones follows where the heads read nothing else
 * @param slopes takes the derivatives by the values, (examples, width)
 * @param besideInput whether the input row follows right behind, in the same matrix
 */
record Representation(int first, int tasks, int width, Matrix values, Matrix slopes, boolean besideInput) {}
