package io.braid.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.encode.Batch;
import io.braid.encode.Shape;
import io.braid.learn.kernel.Block;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The forward pass against ND4J's own operations on the same arrays. */
class ReferenceTest {
    private static final int EXAMPLES = 100;

    static Stream<Arguments> models() {
        return Stream.of(List.<Integer>of(), List.of(5), List.of(32, 16))
                .flatMap(layers -> Stream.of(Arguments.of(layers, false), Arguments.of(layers, true)));
    }

    @ParameterizedTest(name = "layers {0}, skip {1}")
    @MethodSource("models")
    void predictsWhatNd4jComputes(List<Integer> layers, boolean skip) {
        Trial trial =
                new Trial(SampleModel.small().with(SampleModel.WITHOUT_TEXT).withLayers(layers, skip));
        SampleEvents events = new SampleEvents(trial.config, 1, 0.1, 0);
        trial.batch(events.take(50));
        trial.randomise(2, 0.3);
        Batch batch = trial.batch(events.take(EXAMPLES));

        Predictions predictions = trial.predict(batch);

        Layout layout = Layout.of(trial);
        INDArray weights = trial.weights().get(0).array();
        INDArray representation = representation(layout, weights, input(trial, batch));
        INDArray logit = head(layout, weights, representation, SampleModel.BINARY);
        INDArray classes = Transforms.softmax(head(layout, weights, representation, SampleModel.MULTICLASS));
        INDArray scaled = head(layout, weights, representation, SampleModel.REGRESSION);
        INDArray probability = Transforms.sigmoid(logit);
        for (int example = 0; example < EXAMPLES; example++) {
            double value = batch.shift(example, SampleModel.REGRESSION)
                    + batch.scale(example, SampleModel.REGRESSION) * scaled.getDouble(example, 0);
            assertClose(predictions.of(example, SampleModel.BINARY)[0], probability.getDouble(example, 0));
            assertClose(predictions.of(example, SampleModel.REGRESSION)[0], value);
            for (int k = 0; k < 3; k++) {
                assertClose(predictions.of(example, SampleModel.MULTICLASS)[k], classes.getDouble(example, k));
            }
        }
    }

    private static void assertClose(float predicted, double expected) {
        assertThat((double) predicted).isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
    }

    /** Numbers, embeddings, one, indicators; (examples, width). */
    private static INDArray input(Trial trial, Batch batch) {
        Shape shape = trial.shape();
        INDArray values = matrix(batch.values(), shape.values());
        INDArray flags = matrix(batch.flags(), shape.flags());
        Shape.Table table = shape.tables().get(0);
        INDArray rows = trial.weights().get(1).array().reshape('c', table.rows(), table.dim());
        INDArray embedded = Nd4j.zeros(DataType.FLOAT, EXAMPLES, table.dim());
        for (int example = 0; example < EXAMPLES; example++) {
            if (batch.bag(0).from(example) < batch.bag(0).to(example)) {
                embedded.putRow(
                        example, rows.getRow(batch.bag(0).row(batch.bag(0).from(example))));
            }
        }
        return Nd4j.hstack(values, embedded, Nd4j.ones(DataType.FLOAT, EXAMPLES, 1), flags);
    }

    private static INDArray matrix(float[] values, int width) {
        return Nd4j.createFromArray(values).reshape('c', EXAMPLES, width);
    }

    private static INDArray representation(Layout layout, INDArray weights, INDArray input) {
        INDArray current = input;
        for (int layer = 0; layer < layout.layers().size(); layer++) {
            int inputs = layout.layerInputs(layer);
            int outputs = layout.layers().get(layer);
            INDArray matrix = part(weights, layout.layerOffset(layer), inputs, outputs);
            if (layer == 0) {
                current = Transforms.relu(current.mmul(matrix));
            } else {
                INDArray kernel = matrix.get(NDArrayIndex.interval(0, inputs - 1), NDArrayIndex.all());
                current = Transforms.relu(current.mmul(kernel).addiRowVector(matrix.getRow(inputs - 1)));
            }
        }
        if (layout.layers().isEmpty()) {
            return input;
        }
        return Nd4j.hstack(current, layout.skip() ? input : Nd4j.ones(DataType.FLOAT, EXAMPLES, 1));
    }

    private static INDArray head(Layout layout, INDArray weights, INDArray representation, int task) {
        INDArray outputs = Nd4j.zeros(DataType.FLOAT, EXAMPLES, layout.outputs(task));
        for (int output = 0; output < layout.outputs(task); output++) {
            INDArray row = part(weights, layout.headOffset(task, output), 1, layout.headWidth());
            outputs.putColumn(output, representation.mmul(row.transpose()));
        }
        return outputs;
    }

    private static INDArray part(INDArray weights, int offset, int rows, int columns) {
        return weights.get(NDArrayIndex.interval(offset, offset + (long) rows * columns))
                .dup()
                .reshape('c', rows, columns);
    }

    /** Guards the test itself: the array of a block is its memory. */
    @Test
    void theArrayOfABlockIsItsMemory() {
        Block block = new Block(100);
        block.write(40, new float[] {1f, 2f}, 0, 2);

        block.array().putScalar(41, 5f);

        assertThat(block.array().getFloat(40)).isEqualTo(1f);
        assertThat(block.read(41)).isEqualTo(5f);
    }
}
