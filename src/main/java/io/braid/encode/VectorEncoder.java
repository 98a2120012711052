package io.braid.encode;

import io.braid.ingest.Event;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A vector, standardised by one mean and deviation over all its elements, so that their proportions stay; a missing one
 * is all 0.
 */
final class VectorEncoder implements FeatureEncoder {
    private final int feature;
    private final int column;
    private final RobustMoments moments = new RobustMoments();

    VectorEncoder(int feature, int column) {
        this.feature = feature;
        this.column = column;
    }

    @Override
    public void encode(Event event, Batch batch, int example) {
        float[] vector = event.vectors()[feature];
        if (vector == null) {
            return;
        }
        for (float element : vector) {
            moments.add(element);
        }
        for (int i = 0; i < vector.length; i++) {
            batch.value(example, column + i, NumericEncoder.standardised(vector[i], moments));
        }
    }

    @Override
    public void reset() {
        moments.reset();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        moments.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        moments.load(in);
    }
}
