package io.braid.topology;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.ingest.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An engine that learns nothing but the order of its events: each is mixed into a chain, so that one event more, less
 * or in another place changes everything after it. Like the real one it works in batches, its pending events are part of
 * its state, and only the changed pieces of its state are saved.
 */
class ChainEngine implements Engine {
    private static final int PIECES = 16;
    private static final byte HEADER = -1;

    private final BraidConfig config;
    private final long[][] pieces = new long[PIECES][64];
    private final boolean[] changed = new boolean[PIECES];
    private final Map<String, Long> offsets = new TreeMap<>();
    private final List<Event> pending = new ArrayList<>();
    private int predicted;
    private long chain;
    private long learned;
    private long rejected;
    private boolean headerChanged;

    ChainEngine(BraidConfig config) {
        this.config = config;
    }

    @Override
    public void offer(Event event, Output output) {
        headerChanged = true;
        pending.add(event);
        if (pending.size() == config.batch().size()) {
            predictPending(output);
            pending.forEach(this::learn);
            pending.clear();
            predicted = 0;
        }
    }

    private void learn(Event event) {
        chain = mix(chain ^ hash(event.id()));
        int piece = (int) (chain >>> 60) & (PIECES - 1);
        pieces[piece][(int) (learned % 64)] += chain;
        changed[piece] = true;
        learned++;
    }

    @Override
    public void predictPending(Output output) {
        for (Event event : pending.subList(predicted, pending.size())) {
            for (TaskConfig task : config.tasks()) {
                output.prediction(task, event.key(), event.id(), event.timestamp(), learned, new float[] {0.5f});
            }
            output.predicted();
        }
        headerChanged |= predicted < pending.size();
        predicted = pending.size();
    }

    @Override
    public boolean hasUnpredicted() {
        return predicted < pending.size();
    }

    @Override
    public void rejected() {
        rejected++;
        headerChanged = true;
    }

    @Override
    public long nextOffset(String topic, int partition) {
        return offsets.getOrDefault(topic + "-" + partition, -1L);
    }

    @Override
    public void nextOffset(String topic, int partition, long offset) {
        offsets.put(topic + "-" + partition, offset);
        headerChanged = true;
    }

    long events() {
        return learned + pending.size();
    }

    long rejections() {
        return rejected;
    }

    /** Everything that was learned, in one line; the offsets and what was predicted when are left out. */
    String digest() {
        long whole = chain;
        for (long[] piece : pieces) {
            for (long value : piece) {
                whole = mix(whole ^ value);
            }
        }
        for (Event event : pending) {
            whole = mix(whole ^ hash(event.id()));
        }
        return "events=" + events() + " rejected=" + rejected + " digest=" + Long.toHexString(whole);
    }

    /** Every other batch, so that some pieces are written ahead of their commit and some in it. */
    @Override
    public void saveAhead(Sink sink) {
        if (learned / config.batch().size() % 2 == 0) {
            savePieces(sink);
        }
    }

    private void savePieces(Sink sink) {
        for (int piece = 0; piece < PIECES; piece++) {
            if (changed[piece]) {
                ByteBuffer bytes = ByteBuffer.allocate(pieces[piece].length * Long.BYTES);
                bytes.asLongBuffer().put(pieces[piece]);
                sink.put(new byte[] {(byte) piece}, bytes.array());
                changed[piece] = false;
            }
        }
    }

    @Override
    public void saveChanges(Sink sink) {
        savePieces(sink);
        if (headerChanged) {
            sink.put(new byte[] {HEADER}, header().getBytes(StandardCharsets.UTF_8));
            headerChanged = false;
        }
    }

    private String header() {
        StringBuilder text = new StringBuilder();
        text.append(chain)
                .append(' ')
                .append(learned)
                .append(' ')
                .append(rejected)
                .append(' ')
                .append(predicted);
        offsets.forEach(
                (place, next) -> text.append(' ').append(place).append('=').append(next));
        for (Event event : pending) {
            String key = event.key() == null ? "" : new String(event.key(), StandardCharsets.UTF_8);
            text.append('\n')
                    .append(event.id())
                    .append(' ')
                    .append(event.timestamp())
                    .append(' ')
                    .append(key);
        }
        return text.toString();
    }

    @Override
    public void restore(byte[] key, byte[] value) {
        if (key[0] != HEADER) {
            ByteBuffer.wrap(value).asLongBuffer().get(pieces[key[0]]);
            return;
        }
        String[] lines = new String(value, StandardCharsets.UTF_8).split("\n", -1);
        String[] words = lines[0].split(" ", -1);
        chain = Long.parseLong(words[0]);
        learned = Long.parseLong(words[1]);
        rejected = Long.parseLong(words[2]);
        predicted = Integer.parseInt(words[3]);
        offsets.clear();
        for (String word : Arrays.asList(words).subList(4, words.length)) {
            int equals = word.lastIndexOf('=');
            offsets.put(word.substring(0, equals), Long.parseLong(word.substring(equals + 1)));
        }
        pending.clear();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            String[] fields = line.split(" ", -1);
            byte[] eventKey = fields[2].isEmpty() ? null : fields[2].getBytes(StandardCharsets.UTF_8);
            pending.add(new Event(
                    eventKey,
                    fields[0],
                    Long.parseLong(fields[1]),
                    new double[0],
                    new byte[0][],
                    new float[0][],
                    new double[0]));
        }
    }

    @Override
    public void reset() {
        for (long[] piece : pieces) {
            Arrays.fill(piece, 0);
        }
        Arrays.fill(changed, false);
        offsets.clear();
        pending.clear();
        predicted = 0;
        chain = 0;
        learned = 0;
        rejected = 0;
        headerChanged = false;
    }

    private static long hash(String text) {
        long hash = 1125899906842597L;
        for (int i = 0; i < text.length(); i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
