package io.braid.config;

import java.util.List;

/**
 * The shape of the shared model.
 *
 * @param encoder which encoder the tasks share
 * @param layers width of each shared hidden layer, from the input on
 * @param skip whether the heads also read the encoded input directly (the wide part of a wide-and-deep model)
 */
public record ModelConfig(EncoderType encoder, List<Integer> layers, boolean skip) {
    public ModelConfig {
        layers = List.copyOf(layers);
    }

    /** The encoders. */
    public enum EncoderType {
        /** One stack of layers that every task reads (Caruana 1997). */
        SHARED_BOTTOM
    }
}
