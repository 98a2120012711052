package io.braid.learn;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Matrix;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The encoder that all tasks share: a stack of fully connected layers with rectified linear units.
 *
 * <p>The weights of a layer are (inputs + 1, outputs) row-major; the bias is the row that the input's one meets. Source:
 * Caruana, "Multitask learning", Machine Learning 28, 1997; initial weights as in LeCun et al.,
 * "Efficient backprop", 1998, evenly spread.
 */
final class SharedBottom implements SharedEncoder {
    private final Input input;
    private final DenseParameters parameters;
    private final int[] inputs;
    private final int[] outputs;
    private final int[] offsets;
    private final DenseLayer[] layers;
    private final Matrix[] hidden;
    private final Matrix[] slopes;
    private final @Nullable DenseLayer indicators;
    private final Representation representation;

    /** The encoder in {@code parameters}' first segment; its last layer writes in front of {@code input} if {@code skip}. */
    SharedBottom(
            Kernels kernels,
            Input input,
            List<Integer> widths,
            DenseParameters parameters,
            int tasks,
            int chunk,
            boolean skip) {
        this.input = input;
        this.parameters = parameters;
        int depth = widths.size();
        this.inputs = new int[depth];
        this.outputs = widths.stream().mapToInt(Integer::intValue).toArray();
        this.offsets = new int[depth];
        this.layers = new DenseLayer[depth];
        this.hidden = new Matrix[depth];
        this.slopes = new Matrix[depth];
        int width = input.width();
        int offset = parameters.offset(0);
        for (int layer = 0; layer < depth; layer++) {
            inputs[layer] = width;
            offsets[layer] = offset;
            boolean last = layer == depth - 1;
            hidden[layer] = last && skip ? input.withRoom() : withOnes(chunk, outputs[layer]);
            slopes[layer] = Matrix.zeros(chunk, outputs[layer]);
            layers[layer] = new DenseLayer(
                    kernels,
                    parameters,
                    offset,
                    layer == 0 ? input.unmarkedWidth() : width,
                    outputs[layer],
                    layer == 0 ? input.embeddedStart() : 0,
                    layer == 0 ? input.columns() : hidden[layer - 1],
                    hidden[layer],
                    slopes[layer]);
            offset += width * outputs[layer];
            width = outputs[layer] + 1;
        }
        this.indicators = depth == 0 || input.indicatorWidth() == 0
                ? null
                : new DenseLayer(
                        kernels,
                        parameters,
                        offsets[0] + input.unmarkedWidth() * outputs[0],
                        input.indicatorWidth(),
                        outputs[0],
                        0,
                        input.indicators(),
                        hidden[0],
                        slopes[0]);
        this.representation = depth == 0
                ? new Representation(0, tasks, 0, input.withRoom(), Matrix.zeros(chunk, 0), true)
                : new Representation(0, tasks, outputs[depth - 1], hidden[depth - 1], slopes[depth - 1], skip);
    }

    /** A matrix with a column of ones behind the first {@code width}. */
    private static Matrix withOnes(int rows, int width) {
        Matrix matrix = Matrix.zeros(rows, width + 1);
        matrix.at(0, width).fill(rows, 1f);
        return matrix;
    }

    /** How many parameters an encoder of {@code layers} has. */
    static int size(int inputWidth, List<Integer> layers) {
        int size = 0;
        int width = inputWidth;
        for (int outputs : layers) {
            size += width * outputs;
            width = outputs + 1;
        }
        return size;
    }

    /** Sets the weights to random numbers, the biases and the weights of missing indicators to zero. */
    @Override
    public void start(int drawn, SplittableRandom random) {
        for (int layer = 0; layer < outputs.length; layer++) {
            int fanIn = layer == 0 ? drawn : inputs[layer] - 1;
            parameters.randomise(offsets[layer], fanIn * outputs[layer], Math.sqrt(1.0 / Math.max(1, fanIn)), random);
        }
    }

    @Override
    public List<Representation> representations() {
        return List.of(representation);
    }

    @Override
    public void forward(int count) {
        for (int layer = 0; layer < layers.length; layer++) {
            layers[layer].forward(count, 0f);
            if (layer == 0 && indicators != null && input.isMarked()) {
                indicators.forward(count, 1f);
            }
            layers[layer].rectify(count);
        }
    }

    @Override
    public void backward(int count, float beta, Matrix embedded, int embeddedWidth, float embeddedBeta) {
        for (int layer = layers.length - 1; layer >= 0; layer--) {
            layers[layer].rectifySlopes(count);
            layers[layer].gradient(count, beta);
            if (layer > 0) {
                layers[layer].backward(count, outputs[layer - 1], slopes[layer - 1], 0f);
            } else if (embeddedWidth > 0) {
                layers[layer].backward(count, embeddedWidth, embedded, embeddedBeta);
            }
        }
        if (indicators != null) {
            indicators.gradient(input.isMarked() ? count : 0, beta);
        }
    }
}
