package io.braid.encode;

import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import io.braid.config.TaskConfig;
import io.braid.ingest.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Turns events into examples: features into numbers and embedding rows, labels into targets and a mask.
 *
 * <p>Pure: what it has learnt depends on the events it was given and their order alone.
 */
public final class Encoder {
    private final List<FeatureEncoder> features = new ArrayList<>();
    private final NumericFeatures numbers;
    private final FeatureEncoder[] others;
    private final List<Vocabulary> vocabularies = new ArrayList<>();
    private final List<TargetScale> scales;
    private final List<String> names;
    private final List<String> tasks;
    private final Shape shape;

    /** An encoder that has seen nothing. */
    public Encoder(BraidConfig config) {
        this(config, NumericFeatures.isVectorModulePresent());
    }

    /** The same with or without vector instructions, which need the module jdk.incubator.vector. */
    Encoder(BraidConfig config, boolean vectors) {
        List<Shape.Table> tables = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> flags = new ArrayList<>();
        List<NumericEncoder> numerics = new ArrayList<>();
        MomentsTable moments = new MomentsTable((int) config.features().stream()
                .filter(FeatureConfig.Numeric.class::isInstance)
                .count());
        for (int index = 0; index < config.features().size(); index++) {
            FeatureConfig feature = config.features().get(index);
            if (feature instanceof FeatureConfig.Numeric) {
                RobustMoments own = new RobustMoments(moments, numerics.size());
                numerics.add(new NumericEncoder(index, values.size(), flags.size(), own));
                features.add(numerics.get(numerics.size() - 1));
                values.add(feature.name());
                flags.add(feature.name());
            } else if (feature instanceof FeatureConfig.Vector vector) {
                features.add(new VectorEncoder(index, values.size()));
                values.addAll(Collections.nCopies(vector.size(), feature.name()));
            } else if (feature instanceof FeatureConfig.Categorical categorical) {
                Vocabulary vocabulary = new Vocabulary(categorical.rows());
                vocabularies.add(vocabulary);
                features.add(new CategoricalEncoder(index, tables.size(), vocabulary));
                tables.add(new Shape.Table(feature.name(), categorical.rows(), categorical.dim()));
            } else if (feature instanceof FeatureConfig.Text text) {
                features.add(new TextEncoder(index, tables.size(), text.rows(), text.ngrams()));
                tables.add(new Shape.Table(feature.name(), text.rows(), text.dim()));
            } else {
                throw new IllegalStateException("feature " + feature + " (expected: one of the types handled here)");
            }
        }
        numbers = new NumericFeatures(numerics, moments, vectors);
        others = features.stream()
                .filter(feature -> !(feature instanceof NumericEncoder))
                .toArray(FeatureEncoder[]::new);
        scales = config.tasks().stream().map(TargetScale::new).toList();
        names = config.features().stream().map(FeatureConfig::name).toList();
        tasks = config.tasks().stream().map(TaskConfig::name).toList();
        shape = new Shape(values, flags, tables, config.tasks().size());
    }

    /** What its examples look like. */
    public Shape shape() {
        return shape;
    }

    /** The vocabularies of the categorical features, in their order; {@link #save} leaves them out. */
    public List<Vocabulary> vocabularies() {
        return List.copyOf(vocabularies);
    }

    /**
     * Adds {@code event} to {@code batch}, which must not be full.
     *
     * <p>The unit in which it will be predicted is the one known before its own labels.
     */
    public void encode(Event event, Batch batch) {
        int example = batch.open();
        numbers.encode(event, batch, example);
        for (FeatureEncoder feature : others) {
            feature.encode(event, batch, example);
        }
        for (int task = 0; task < scales.size(); task++) {
            TargetScale scale = scales.get(task);
            double label = event.labels()[task];
            batch.label(example, task, label, scale.shift(), scale.scale());
            if (!Double.isNaN(label)) {
                scale.add(label);
            }
        }
    }

    /** Fills in the targets of {@code batch}: its labels in the units as they are now. */
    public void targets(Batch batch) {
        for (int example = 0; example < batch.size(); example++) {
            for (int task = 0; task < scales.size(); task++) {
                double label = batch.label(example, task);
                batch.target(
                        example,
                        task,
                        Double.isNaN(label) ? Float.NaN : scales.get(task).target(label));
            }
        }
    }

    /** Forgets every event. */
    public void reset() {
        features.forEach(FeatureEncoder::reset);
        scales.forEach(TargetScale::reset);
    }

    /** Writes all but the vocabularies that is needed to go on as if nothing had happened. */
    public void save(DataOutput out) throws IOException {
        for (FeatureEncoder feature : features) {
            feature.save(out);
        }
        for (TargetScale scale : scales) {
            scale.save(out);
        }
    }

    /** Takes over what {@link #save} wrote under the same configuration. */
    public void load(DataInput in) throws IOException {
        for (FeatureEncoder feature : features) {
            feature.load(in);
        }
        for (TargetScale scale : scales) {
            scale.load(in);
        }
    }

    /** Takes over what {@code other} has learnt of the features and tasks that both have, by name and of the same settings. */
    public void carryOver(Encoder other) {
        reset();
        try {
            for (int index = 0; index < features.size(); index++) {
                int origin = other.names.indexOf(names.get(index));
                if (origin >= 0) {
                    FeatureEncoder from = other.features.get(origin);
                    features.get(index).load(saved(from::save));
                    features.get(index).carryOver(from);
                }
            }
            for (int task = 0; task < scales.size(); task++) {
                int origin = other.tasks.indexOf(tasks.get(task));
                if (origin >= 0) {
                    scales.get(task).load(saved(other.scales.get(origin)::save));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Saving {
        void save(DataOutput out) throws IOException;
    }

    private static DataInput saved(Saving state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.save(new DataOutputStream(bytes));
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
