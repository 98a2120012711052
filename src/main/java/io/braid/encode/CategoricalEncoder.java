package io.braid.encode;

import io.braid.ingest.Event;

/** A value out of many: the embedding row that the vocabulary has for its bytes; a missing one has no row. */
final class CategoricalEncoder implements FeatureEncoder {
    private final int feature;
    private final int table;
    private final Vocabulary vocabulary;

    CategoricalEncoder(int feature, int table, Vocabulary vocabulary) {
        this.feature = feature;
        this.table = table;
        this.vocabulary = vocabulary;
    }

    @Override
    public void encode(Event event, Batch batch, int example) {
        byte[] text = event.texts()[feature];
        if (text != null) {
            batch.bag(table).add(vocabulary.row(text));
        }
    }

    @Override
    public void reset() {
        vocabulary.reset();
    }

    @Override
    public void carryOver(FeatureEncoder other) {
        if (other instanceof CategoricalEncoder categorical) {
            for (int row = 0; row < categorical.vocabulary.size(); row++) {
                vocabulary.add(categorical.vocabulary.hash(row));
            }
        }
    }
}
