package io.braid.encode;

import io.braid.ingest.Event;
import java.nio.charset.StandardCharsets;

/**
 * A text: the embedding rows that its word n-grams hash to.
 *
 * <p>A word is a run of letters and digits, in lower case, with apostrophes left out; an exclamation or question mark is
 * a word of its own. Source: hashed features, Weinberger et al., "Feature hashing for large scale multitask learning",
 * ICML 2009.
 */
final class TextEncoder implements FeatureEncoder {
    /** How many words of a text are read, the first ones: so the memory that a batch takes is bounded whatever comes. */
    static final int MOST_WORDS = 10_000;

    private final int feature;
    private final int table;
    private final int rows;
    private final long[] recent;

    TextEncoder(int feature, int table, int rows, int ngrams) {
        this.feature = feature;
        this.table = table;
        this.rows = rows;
        this.recent = new long[ngrams];
    }

    @Override
    public void encode(Event event, Batch batch, int example) {
        byte[] bytes = event.texts()[feature];
        if (bytes == null) {
            return;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        Bag bag = batch.bag(table);
        int words = 0;
        long word = Hash.START;
        boolean inside = false;
        for (int i = 0; i <= text.length() && words < MOST_WORDS; i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
                word = Hash.step(word, Character.toLowerCase(c));
                inside = true;
            } else if (c != '\'' && c != '\u2019') {
                if (inside) {
                    word(word, words++, bag);
                    word = Hash.START;
                    inside = false;
                }
                if (c == '!' || c == '?') {
                    word(Hash.step(Hash.START, c), words++, bag);
                }
            }
        }
    }

    /** Adds the n-grams that end with the {@code index}-th word. */
    private void word(long hash, int index, Bag bag) {
        for (int n = recent.length - 1; n > 0; n--) {
            recent[n] = recent[n - 1] * 31 + hash;
        }
        recent[0] = hash;
        for (int n = 0; n < recent.length && n <= index; n++) {
            bag.add(Hash.row(recent[n] + n, rows));
        }
    }
}
