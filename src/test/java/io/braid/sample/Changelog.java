package io.braid.sample;

import io.braid.checkpoint.Checkpointed;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compacted topic of saved pieces: the last one of each key, in the order of writing. */
public final class Changelog implements Checkpointed.Sink {
    private static final HexFormat HEX = HexFormat.of();

    private final Map<String, byte[]> pieces = new LinkedHashMap<>();
    private final List<String> written = new ArrayList<>();

    @Override
    public void put(byte[] key, byte @Nullable [] value) {
        String name = HEX.formatHex(key);
        pieces.remove(name);
        if (value != null) {
            pieces.put(name, value.clone());
        }
        written.add(name);
    }

    /** The last piece of each key, by the key in hexadecimal digits. */
    public Map<String, byte[]> pieces() {
        return pieces;
    }

    /** The keys that were written since the last call, in hexadecimal digits. */
    public List<String> drainWritten() {
        List<String> drained = List.copyOf(written);
        written.clear();
        return drained;
    }

    /** What takes one piece back. */
    @FunctionalInterface
    public interface Restoring {
        void restore(byte[] key, byte[] value);
    }

    /** Hands each piece to {@code target}, in the order of writing. */
    public void restoreInto(Restoring target) {
        pieces.forEach((key, value) -> target.restore(HEX.parseHex(key), value.clone()));
    }
}
