package io.braid.learn;

import io.braid.config.BraidConfig;
import io.braid.encode.Batch;
import io.braid.encode.Encoder;
import io.braid.encode.Shape;
import io.braid.ingest.Event;
import io.braid.learn.kernel.Block;
import io.braid.learn.kernel.Kernels;
import io.braid.learn.optimizer.Optimizer;
import io.braid.sample.SampleModel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A learner with an encoder in front of it, for the tests of this package. */
final class Trial {
    final BraidConfig config;
    final Encoder encoder;
    final Learner learner;

    Trial(SampleModel model) {
        this(model, Kernels.fastest());
    }

    Trial(SampleModel model, Kernels kernels) {
        config = model.config();
        encoder = new Encoder(config);
        learner = new Learner(config, encoder.shape(), kernels);
    }

    Shape shape() {
        return encoder.shape();
    }

    /** The events as a batch with targets. */
    Batch batch(List<Event> events) {
        Batch batch = new Batch(shape(), events.size());
        events.forEach(event -> encoder.encode(event, batch));
        encoder.targets(batch);
        return batch;
    }

    boolean step(Batch batch) {
        return learner.step(batch, learner.predictions(batch.size()));
    }

    Predictions predict(Batch batch) {
        Predictions predictions = learner.predictions(batch.size());
        learner.predict(batch, 0, predictions);
        return predictions;
    }

    /** The blocks of weights: of the dense part, then of each table. */
    List<Block> weights() {
        int dense = 1 + Optimizer.of(config.optimizer().type(), 1).planes();
        int rows = 1 + Optimizer.of(config.optimizer().rows(), 1).planes();
        List<Block> blocks = learner.blocks();
        return IntStream.rangeClosed(0, shape().tables().size())
                .mapToObj(part -> blocks.get(part == 0 ? 0 : dense + (part - 1) * rows))
                .toList();
    }

    /** Sets every weight to a random number. */
    void randomise(long seed, double spread) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Block block : weights()) {
            float[] values = new float[block.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (spread * (2 * random.nextDouble() - 1));
            }
            block.write(0, values, 0, values.length);
        }
    }

    /** Weights and optimiser state, a row per block. */
    float[][] numbers() {
        return learner.blocks().stream().map(Trial::floats).toArray(float[][]::new);
    }

    /** The counters: skipped batches, version, updates of the rows, then updates of the encoder and of each head. */
    long[] counters() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            learner.save(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long[] counters = new long[bytes.size() / Long.BYTES];
        ByteBuffer.wrap(bytes.toByteArray()).asLongBuffer().get(counters);
        return counters;
    }

    static float[] floats(Block block) {
        float[] values = new float[block.length()];
        block.read(0, values, 0, values.length);
        return values;
    }

    static float[] values(Predictions predictions, int examples, int tasks) {
        ByteBuffer floats = ByteBuffer.allocate(1 << 20);
        for (int example = 0; example < examples; example++) {
            for (int task = 0; task < tasks; task++) {
                for (float value : predictions.of(example, task)) {
                    floats.putFloat(value);
                }
            }
        }
        float[] values = new float[floats.position() / Float.BYTES];
        floats.flip().asFloatBuffer().get(values);
        return values;
    }
}
