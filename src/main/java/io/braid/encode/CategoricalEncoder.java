package io.braid.encode;

import io.braid.ingest.Event;

/** A value out of many: the embedding row that its bytes hash to; a missing one has no row. */
final class CategoricalEncoder implements FeatureEncoder {
    private final int feature;
    private final int table;
    private final int rows;

    CategoricalEncoder(int feature, int table, int rows) {
        this.feature = feature;
        this.table = table;
        this.rows = rows;
    }

    @Override
    public void encode(Event event, Batch batch, int example) {
        byte[] text = event.texts()[feature];
        if (text != null) {
            batch.bag(table).add(Hash.row(Hash.of(text), rows));
        }
    }
}
