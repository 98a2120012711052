package io.braid.metrics;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;

/** Saved state as bytes, for the tests of this package. */
final class SaveAndLoad {
    private SaveAndLoad() {}

    interface Saving {
        void to(DataOutput out) throws IOException;
    }

    interface Loading {
        void from(DataInput in) throws IOException;
    }

    static byte[] save(Saving saving) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        saving.to(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** Loads, and fails where bytes are left over. */
    static void load(byte[] bytes, Loading loading) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        loading.from(new DataInputStream(in));
        if (in.available() > 0) {
            throw new AssertionError(in.available() + " bytes were saved and not loaded");
        }
    }
}
