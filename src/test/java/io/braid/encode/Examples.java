package io.braid.encode;

import io.braid.config.BraidConfig;
import io.braid.ingest.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events with one feature, batches of one shape, and saved state as bytes, for the tests of this package. */
final class Examples {
    private Examples() {}

    static Event number(double value) {
        return new Event(null, "id", 0, new double[] {value}, new byte[1][], new float[1][], new double[0]);
    }

    static Event text(@Nullable String value) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        return new Event(null, "id", 0, new double[1], new byte[][] {bytes}, new float[1][], new double[0]);
    }

    static Event vector(float @Nullable [] values) {
        return new Event(null, "id", 0, new double[1], new byte[1][], new float[][] {values}, new double[0]);
    }

    /** The rows that {@code encoder}, of table 0, gives to {@code event}. */
    static List<Integer> rows(FeatureEncoder encoder, Event event, int tableRows) {
        Batch batch = new Batch(new Shape(List.of(), List.of(), List.of(new Shape.Table("text", tableRows, 1)), 0), 1);
        encoder.encode(event, batch, batch.open());
        List<Integer> rows = new ArrayList<>();
        for (int place = batch.bag(0).from(0); place < batch.bag(0).to(0); place++) {
            rows.add(batch.bag(0).row(place));
        }
        return rows;
    }

    /** An encoder of its own that knows what {@code encoder} knows, by way of saved state. */
    static Encoder copy(Encoder encoder, BraidConfig config) {
        Encoder copy = new Encoder(config);
        load(saved(encoder::save), copy::load);
        for (int index = 0; index < encoder.vocabularies().size(); index++) {
            Vocabulary vocabulary = encoder.vocabularies().get(index);
            for (int row = 0; row < vocabulary.size(); row++) {
                copy.vocabularies().get(index).add(vocabulary.hash(row));
            }
        }
        return copy;
    }

    interface Saving {
        void to(DataOutput out) throws IOException;
    }

    interface Loading {
        void from(DataInput in) throws IOException;
    }

    static byte[] saved(Saving saving) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            saving.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Loads, and fails where bytes are left over. */
    static void load(byte[] bytes, Loading loading) {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        try {
            loading.from(new DataInputStream(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (in.available() > 0) {
            throw new AssertionError(in.available() + " bytes were saved and not loaded");
        }
    }
}
