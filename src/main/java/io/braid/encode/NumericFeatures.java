package io.braid.encode;

import io.braid.ingest.Event;
import java.util.List;

/**
 * All numeric features of an event at once: as many as the processor takes in one instruction by {@link NumericLanes},
 * and the others by their {@link NumericEncoder}s, with equal bits.
 */
final class NumericFeatures {
    private final NumericEncoder[] encoders;
    private final int[] features;
    private final int[] columns;
    private final MomentsTable moments;
    private final double[] values;
    private final double[] standardised;
    private final int lanes;

    /**
     * The features of {@code encoders}, whose moments are the rows of {@code moments} in their order.
     *
     * @param vectors whether vector instructions may be used, which needs the module jdk.incubator.vector
     */
    NumericFeatures(List<NumericEncoder> encoders, MomentsTable moments, boolean vectors) {
        this.encoders = encoders.toArray(NumericEncoder[]::new);
        this.features = encoders.stream().mapToInt(NumericEncoder::feature).toArray();
        this.columns = encoders.stream().mapToInt(NumericEncoder::column).toArray();
        this.moments = moments;
        this.values = new double[encoders.size()];
        this.standardised = new double[encoders.size()];
        this.lanes = vectors ? NumericLanes.COUNT : encoders.size() + 1;
    }

    /** Whether Java was started with {@code --add-modules jdk.incubator.vector}. */
    static boolean isVectorModulePresent() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** Encodes the numeric features of {@code event} into {@code batch}, whose example is open and blank. */
    void encode(Event event, Batch batch, int example) {
        double[] numbers = event.numbers();
        for (int i = 0; i < features.length; i++) {
            values[i] = numbers[features[i]];
        }
        int from = 0;
        for (; from + lanes <= encoders.length; from += lanes) {
            if (NumericLanes.standardise(moments, from, values, standardised)) {
                write(from, from + lanes, batch, example);
            } else {
                encode(from, from + lanes, batch, example);
            }
        }
        encode(from, encoders.length, batch, example);
    }

    private void write(int from, int to, Batch batch, int example) {
        for (int i = from; i < to; i++) {
            if (Double.isNaN(values[i])) {
                encoders[i].encode(values[i], batch, example);
            } else {
                batch.value(example, columns[i], (float) standardised[i]);
            }
        }
    }

    private void encode(int from, int to, Batch batch, int example) {
        for (int i = from; i < to; i++) {
            encoders[i].encode(values[i], batch, example);
        }
    }
}
