package io.braid.learn;

import io.braid.learn.kernel.Block;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 over weights, optimiser state and update counters of a model: equal digests mean equal models. */
public final class WeightsDigest {
    private static final int STRIP = 16 * 1024;

    private WeightsDigest() {}

    /** The digest of {@code learner} as it is now, as 64 hexadecimal digits. */
    public static String of(Learner learner) {
        MessageDigest digest = sha256();
        float[] floats = new float[STRIP];
        ByteBuffer bytes = ByteBuffer.allocate(STRIP * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Block block : learner.blocks()) {
            for (int at = 0; at < block.length(); at += STRIP) {
                int count = Math.min(STRIP, block.length() - at);
                block.read(at, floats, 0, count);
                bytes.asFloatBuffer().put(floats, 0, count);
                digest.update(bytes.array(), 0, count * Float.BYTES);
            }
        }
        try (DataOutputStream counters =
                new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            learner.saveSteps(counters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
