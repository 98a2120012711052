package io.braid.learn;

import io.braid.learn.kernel.Blas;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The encoder that all tasks share: a stack of fully connected layers with rectified linear units.
 *
 * <p>The weights of a layer are (inputs + 1, outputs) row-major; the bias is the row that the input's one meets. Source:
 * Caruana, "Multitask learning", Machine Learning 28, 1997; initial weights as in LeCun et al.,
 * "Efficient backprop", 1998, evenly spread.
 */
final class SharedBottom {
    private final Input input;
    private final int[] inputs;
    private final int[] outputs;
    private final int[] offsets;
    private final DenseParameters parameters;
    private final Rows[] hidden;
    private final Rows[] slopes;
    private final float[] row;
    private final float[] slope;

    /** The encoder in {@code parameters}' first segment; its last layer writes in front of {@code input} if {@code shared}. */
    SharedBottom(
            Input input, int inputWidth, List<Integer> layers, DenseParameters parameters, int chunk, boolean shared) {
        this.input = input;
        this.parameters = parameters;
        this.inputs = new int[layers.size()];
        this.outputs = layers.stream().mapToInt(Integer::intValue).toArray();
        this.offsets = new int[layers.size()];
        this.hidden = new Rows[layers.size()];
        this.slopes = new Rows[layers.size()];
        int width = inputWidth;
        int offset = parameters.offset(0);
        int widest = 1;
        for (int layer = 0; layer < layers.size(); layer++) {
            inputs[layer] = width;
            offsets[layer] = offset;
            offset += width * outputs[layer];
            boolean last = layer == layers.size() - 1;
            hidden[layer] = last && shared ? input.rows() : Rows.of(chunk, outputs[layer] + 1);
            if (!(last && shared)) {
                hidden[layer].fill(chunk, outputs[layer], 1f);
            }
            slopes[layer] = Rows.of(chunk, outputs[layer]);
            width = outputs[layer] + 1;
            widest = Math.max(widest, outputs[layer]);
        }
        this.row = new float[widest];
        this.slope = new float[widest];
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
    void start(int drawn, SplittableRandom random) {
        for (int layer = 0; layer < outputs.length; layer++) {
            int fanIn = layer == 0 ? drawn : inputs[layer] - 1;
            parameters.randomise(offsets[layer], fanIn * outputs[layer], Math.sqrt(1.0 / Math.max(1, fanIn)), random);
        }
    }

    /** The last layer's values, or the input's rows where there is no layer. */
    Rows output() {
        return outputs.length == 0 ? input.rows() : hidden[outputs.length - 1];
    }

    /** The derivatives by the last layer's values, to be filled in before {@link #backward}. */
    Rows slopes() {
        return slopes[outputs.length - 1];
    }

    /** Computes the layers for the first {@code count} rows of the input. */
    void forward(int count) {
        for (int layer = 0; layer < outputs.length; layer++) {
            Rows from = layer == 0 ? input.rows() : hidden[layer - 1];
            int start = layer == 0 ? input.start() : 0;
            Blas.multiply(
                    count,
                    outputs[layer],
                    inputs[layer],
                    from.column(start),
                    from.stride(),
                    parameters.weight(offsets[layer]),
                    outputs[layer],
                    0f,
                    hidden[layer].column(0),
                    hidden[layer].stride());
            rectify(hidden[layer], outputs[layer], count);
        }
    }

    private void rectify(Rows values, int width, int count) {
        for (int r = 0; r < count; r++) {
            int at = r * values.stride();
            values.block().read(at, row, 0, width);
            for (int i = 0; i < width; i++) {
                row[i] = Math.max(row[i], 0f);
            }
            values.block().write(at, row, 0, width);
        }
    }

    /**
     * Adds the chunk's part of the gradient, and writes the derivatives by the embedded inputs on top of what the heads
     * have left in {@code embedded}.
     *
     * @param beta 0 for the first chunk of a batch, 1 for the others
     * @param embeddedWidth how many inputs come out of embeddings
     * @param embeddedBeta 1 when the heads have written to {@code embedded}, else 0
     */
    void backward(int count, float beta, Rows embedded, int embeddedWidth, float embeddedBeta) {
        for (int layer = outputs.length - 1; layer >= 0; layer--) {
            Rows from = layer == 0 ? input.rows() : hidden[layer - 1];
            int start = layer == 0 ? input.start() : 0;
            Rows slope = slopes[layer];
            mask(slope, hidden[layer], outputs[layer], count);
            Blas.multiplyTransposedLeft(
                    inputs[layer],
                    outputs[layer],
                    count,
                    from.column(start),
                    from.stride(),
                    slope.column(0),
                    slope.stride(),
                    beta,
                    parameters.gradient(offsets[layer]),
                    outputs[layer]);
            if (layer > 0) {
                backward(count, layer, outputs[layer - 1], 0, slopes[layer - 1], 0f);
            } else if (embeddedWidth > 0) {
                backward(count, layer, embeddedWidth, input.embeddedStart(), embedded, embeddedBeta);
            }
        }
    }

    /** Writes the derivatives by {@code width} inputs of {@code layer} from the {@code first} on. */
    private void backward(int count, int layer, int width, int first, Rows target, float beta) {
        Blas.multiplyTransposedRight(
                count,
                width,
                outputs[layer],
                slopes[layer].column(0),
                slopes[layer].stride(),
                parameters.weight(offsets[layer] + first * outputs[layer]),
                outputs[layer],
                beta,
                target.column(0),
                target.stride());
    }

    /**
     * Clears the derivatives of units that were cut off at zero. Without a branch, which would be guessed wrong half of the
     * time: a value that is not zero is positive, so the sign bit of its negated bits says whether to keep the derivative.
     */
    private void mask(Rows slopes, Rows values, int width, int count) {
        for (int r = 0; r < count; r++) {
            slopes.block().read(r * slopes.stride(), slope, 0, width);
            values.block().read(r * values.stride(), row, 0, width);
            for (int i = 0; i < width; i++) {
                int keep = -Float.floatToRawIntBits(row[i]) >> 31;
                slope[i] = Float.intBitsToFloat(Float.floatToRawIntBits(slope[i]) & keep);
            }
            slopes.block().write(r * slopes.stride(), slope, 0, width);
        }
    }
}
