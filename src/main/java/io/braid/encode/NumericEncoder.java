package io.braid.encode;

import io.braid.ingest.Event;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A number, in standard deviations from its running mean, cut at {@link #LIMIT}; a missing one is 0 with its flag set.
 *
 * <p>The event's own value is part of the mean that it is compared with, so the first value encodes to 0.
 */
final class NumericEncoder implements FeatureEncoder {
    /** The largest magnitude that an encoded number has, in standard deviations. */
    static final double LIMIT = 8;

    private final int feature;
    private final int column;
    private final int flag;
    private final RobustMoments moments;

    NumericEncoder(int feature, int column, int flag, RobustMoments moments) {
        this.feature = feature;
        this.column = column;
        this.flag = flag;
        this.moments = moments;
    }

    /** The position of its feature in the configuration. */
    int feature() {
        return feature;
    }

    /** Where its number stands in an example. */
    int column() {
        return column;
    }

    @Override
    public void encode(Event event, Batch batch, int example) {
        encode(event.numbers()[feature], batch, example);
    }

    /** Takes {@code value} into account and writes it, or the flag if it is missing. */
    void encode(double value, Batch batch, int example) {
        if (Double.isNaN(value)) {
            batch.flag(example, flag);
            return;
        }
        moments.add(value);
        batch.value(example, column, standardised(value, moments));
    }

    /** {@code value} in standard deviations from the mean, within {@link #LIMIT}; 0 while all values were equal. */
    static float standardised(double value, RobustMoments moments) {
        double deviation = moments.deviation();
        if (!(deviation > 0)) {
            return 0f;
        }
        return (float) Math.max(-LIMIT, Math.min(LIMIT, (value - moments.mean()) / deviation));
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
