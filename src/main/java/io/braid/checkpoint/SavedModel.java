package io.braid.checkpoint;

import io.braid.config.BraidConfig;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * A model of another configuration, as its checkpoint tells it.
 *
 * @param config what the model was made from; what isn't the model's has its default
 * @param pieces all pieces in force, in the order of writing, by key
 */
public record SavedModel(BraidConfig config, Map<ByteBuffer, byte[]> pieces) {
    /** Hands each piece to {@code target}, whose configuration is {@link #config}. */
    @SuppressWarnings("ByteBufferBackingArray") // wraps a key whole
    public void restoreInto(Checkpointed target) {
        pieces.forEach((key, value) -> target.restore(key.array(), value));
    }
}
