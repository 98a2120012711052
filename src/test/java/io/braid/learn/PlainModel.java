package io.braid.learn;

import io.braid.encode.Bag;
import io.braid.encode.Batch;
import io.braid.encode.Shape;
import io.braid.learn.loss.PlainLoss;
import io.braid.learn.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The model again, in plain loops and double precision, an example at a time: what {@link Learner} must agree with. Knows
 * features of which an example reads at most one row.
 */
final class PlainModel {
    private final Layout layout;
    private final Shape shape;
    private final List<Task> tasks;
    private final double[][] weights;
    private final double[][] gradient;

    /** A model with the weights that {@code trial} has now. */
    PlainModel(Trial trial) {
        layout = Layout.of(trial);
        shape = trial.shape();
        tasks = trial.config.tasks().stream().map(Task::of).toList();
        weights = trial.weights().stream()
                .map(block -> doubles(Trial.floats(block)))
                .toArray(double[][]::new);
        gradient = new double[weights.length][];
        for (int part = 0; part < weights.length; part++) {
            gradient[part] = new double[weights[part].length];
        }
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** The predictions for {@code example}, all tasks one after the other. */
    float[] predict(Batch batch, int example) {
        double[] representation = representation(layers(input(batch, example)));
        List<Float> values = new ArrayList<>();
        for (int task = 0; task < tasks.size(); task++) {
            double[] made = loss(task).predictions(outputs(task, representation));
            float[] outputs = new float[made.length];
            for (int k = 0; k < outputs.length; k++) {
                outputs[k] = (float) made[k];
            }
            float[] prediction = new float[outputs.length];
            tasks.get(task)
                    .predict(outputs, 0, 1, batch.shift(example, task), batch.scale(example, task), prediction, 0);
            for (float value : prediction) {
                values.add(value);
            }
        }
        float[] all = new float[values.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = values.get(i);
        }
        return all;
    }

    /** The gradient of the mean loss over {@code batch}: of the dense weights, then of each table. */
    double[][] gradient(Batch batch) {
        double[] ones = new double[tasks.size()];
        Arrays.fill(ones, 1);
        return gradient(batch, ones);
    }

    /** The same, where each task's derivatives by the representation count by its coefficient. */
    double[][] gradient(Batch batch, double[] coefficients) {
        for (int example = 0; example < batch.size(); example++) {
            double[][] layers = layers(input(batch, example));
            double[] representation = representation(layers);
            double[] slope = new double[representation.length];
            for (int task = 0; task < tasks.size(); task++) {
                float target = batch.target(example, task);
                if (!Float.isNaN(target)) {
                    head(task, representation, target, 1.0 / batch.size(), coefficients[task], slope);
                }
            }
            backward(layers, slope, batch, example);
        }
        return gradient;
    }

    /** The inner products of the tasks' gradients by the last layer's values, summed over {@code batch}. */
    double[][] innerProducts(Batch batch) {
        double[][] products = new double[tasks.size()][tasks.size()];
        for (int example = 0; example < batch.size(); example++) {
            double[][] layers = layers(input(batch, example));
            double[] representation = representation(layers);
            double[][] slopes = new double[tasks.size()][representation.length];
            for (int task = 0; task < tasks.size(); task++) {
                float target = batch.target(example, task);
                if (!Float.isNaN(target)) {
                    head(task, representation, target, 1.0 / batch.size(), 1, slopes[task]);
                }
            }
            for (int s = 0; s < products.length; s++) {
                for (int t = 0; t < products.length; t++) {
                    for (int i : shared(layers)) {
                        products[s][t] += slopes[s][i] * slopes[t][i];
                    }
                }
            }
        }
        return products;
    }

    /** Which places of the representation are handed derivatives: the last layer's values, and what comes out of embeddings. */
    private int[] shared(double[][] layers) {
        int hidden = layers.length == 1 ? 0 : layers[layers.length - 1].length - 1;
        int first = hidden + shape.values();
        IntStream embedded = layout.skip() ? IntStream.range(first, first + shape.embedded()) : IntStream.empty();
        return IntStream.concat(IntStream.range(0, hidden), embedded).toArray();
    }

    private void head(
            int task, double[] representation, double target, double factor, double coefficient, double[] slope) {
        double[] slopes = loss(task).slopes(outputs(task, representation), target);
        double weight = factor * tasks.get(task).weight();
        for (int output = 0; output < slopes.length; output++) {
            int offset = layout.headOffset(task, output);
            for (int i = 0; i < representation.length; i++) {
                gradient[0][offset + i] += weight * slopes[output] * representation[i];
                slope[i] += coefficient * weight * slopes[output] * weights[0][offset + i];
            }
        }
    }

    private PlainLoss loss(int task) {
        return new PlainLoss(layout.config().tasks().get(task).loss());
    }

    /** Takes the derivatives by the representation back to every weight. */
    private void backward(double[][] layers, double[] slope, Batch batch, int example) {
        int hidden = layers.length == 1 ? 0 : layers[layers.length - 1].length - 1;
        double[] input = new double[layout.inputWidth()];
        if (layout.skip()) {
            System.arraycopy(slope, hidden, input, 0, input.length);
        }
        double[] current = Arrays.copyOf(slope, hidden);
        for (int layer = layers.length - 2; layer >= 0; layer--) {
            double[] from = layers[layer];
            int outputs = layers[layer + 1].length - 1;
            double[] next = new double[from.length];
            for (int k = 0; k < outputs; k++) {
                if (layers[layer + 1][k] > 0) {
                    for (int i = 0; i < from.length; i++) {
                        int weight = layout.layerOffset(layer) + i * outputs + k;
                        gradient[0][weight] += current[k] * from[i];
                        next[i] += current[k] * weights[0][weight];
                    }
                }
            }
            current = next;
        }
        for (int i = 0; i < input.length && layers.length > 1; i++) {
            input[i] += current[i];
        }
        int at = shape.values();
        for (int table = 0; table < shape.tables().size(); table++) {
            int dim = shape.tables().get(table).dim();
            Bag bag = batch.bag(table);
            for (int place = bag.from(example); place < bag.to(example); place++) {
                for (int i = 0; i < dim; i++) {
                    gradient[table + 1][bag.row(place) * dim + i] += input[at + i];
                }
            }
            at += dim;
        }
    }

    /** Numbers, embeddings, one, indicators. */
    private double[] input(Batch batch, int example) {
        double[] input = new double[layout.inputWidth()];
        for (int i = 0; i < shape.values(); i++) {
            input[i] = batch.values()[example * shape.values() + i];
        }
        int at = shape.values();
        for (int table = 0; table < shape.tables().size(); table++) {
            int dim = shape.tables().get(table).dim();
            Bag bag = batch.bag(table);
            for (int place = bag.from(example); place < bag.to(example); place++) {
                for (int i = 0; i < dim; i++) {
                    input[at + i] += weights[table + 1][bag.row(place) * dim + i];
                }
            }
            at += dim;
        }
        input[at] = 1;
        for (int i = 0; i < shape.flags(); i++) {
            input[at + 1 + i] = batch.flags()[example * shape.flags() + i];
        }
        return input;
    }

    /** The input, then each layer's values with a one at their end. */
    private double[][] layers(double[] input) {
        double[][] layers = new double[layout.layers().size() + 1][];
        layers[0] = input;
        for (int layer = 0; layer < layout.layers().size(); layer++) {
            int outputs = layout.layers().get(layer);
            double[] values = new double[outputs + 1];
            for (int k = 0; k < outputs; k++) {
                for (int i = 0; i < layers[layer].length; i++) {
                    values[k] += weights[0][layout.layerOffset(layer) + i * outputs + k] * layers[layer][i];
                }
                values[k] = Math.max(0, values[k]);
            }
            values[outputs] = 1;
            layers[layer + 1] = values;
        }
        return layers;
    }

    /** What the heads read: the last layer, and the input instead of its one where they go around the layers. */
    private double[] representation(double[][] layers) {
        double[] last = layers[layers.length - 1];
        if (layers.length == 1 || !layout.skip()) {
            return last;
        }
        double[] both = Arrays.copyOf(last, last.length - 1 + layers[0].length);
        System.arraycopy(layers[0], 0, both, last.length - 1, layers[0].length);
        return both;
    }

    private double[] outputs(int task, double[] representation) {
        double[] outputs = new double[layout.outputs(task)];
        for (int output = 0; output < outputs.length; output++) {
            for (int i = 0; i < representation.length; i++) {
                outputs[output] += weights[0][layout.headOffset(task, output) + i] * representation[i];
            }
        }
        return outputs;
    }
}
