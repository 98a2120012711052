package io.braid.learn;

import io.braid.config.BraidConfig;
import io.braid.encode.Shape;
import io.braid.learn.task.Task;
import java.util.List;

/** Where the parts of a model lie in the block of its dense weights. */
record Layout(BraidConfig config, Shape shape) {
    static Layout of(Trial trial) {
        return new Layout(trial.config, trial.shape());
    }

    List<Integer> layers() {
        return config.model().layers();
    }

    boolean skip() {
        return config.model().skip() || layers().isEmpty();
    }

    int inputWidth() {
        return Input.width(shape);
    }

    /** How many values {@code layer} reads, its one for the bias included. */
    int layerInputs(int layer) {
        return layer == 0 ? inputWidth() : layers().get(layer - 1) + 1;
    }

    int layerOffset(int layer) {
        return SharedBottom.size(inputWidth(), layers().subList(0, layer));
    }

    /** How many values a head reads. */
    int headWidth() {
        int hidden = layers().isEmpty() ? 0 : layers().get(layers().size() - 1);
        return hidden + (skip() ? inputWidth() : 1);
    }

    int outputs(int task) {
        return Task.of(config.tasks().get(task)).outputs();
    }

    /** The first weight of a head's {@code output}. */
    int headOffset(int task, int output) {
        int offset = (layerOffset(layers().size()) + 15) / 16 * 16;
        for (int before = 0; before < task; before++) {
            offset += headLength(before);
        }
        return offset + output * Heads.stride(headWidth());
    }

    int headLength(int task) {
        return outputs(task) * Heads.stride(headWidth());
    }
}
