package io.braid.ingest;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Bytes as faulty writers, disks and attackers may change them. */
final class Mutations {
    /** Lengths, counts and indices that decoders have come to grief over, and their neighbours, as Avro writes them. */
    static final List<byte[]> NUMBERS = LongStream.of(
                    -1, 1L << 31, 1L << 60, -(1L << 60), Long.MAX_VALUE, Long.MIN_VALUE, Integer.MIN_VALUE, 64, 1 << 20)
            .flatMap(number -> LongStream.of(number - 1, number, number + 1))
            .mapToObj(Mutations::varint)
            .toList();

    private final SplittableRandom random;
    private final List<byte[]> pieces;

    /**
     * Mutations of one kind of bytes.
     *
     * @param pieces what its readers treat in ways of their own
     */
    Mutations(SplittableRandom random, List<byte[]> pieces) {
        this.random = random;
        this.pieces = pieces;
    }

    /** {@code bytes} after one to four changes; {@code others} are what it may be spliced with. */
    byte[] of(byte[] bytes, List<byte[]> others) {
        byte[] mutated = bytes;
        for (int left = random.nextInt(1, 5); left > 0; left--) {
            mutated = once(mutated, others);
        }
        return mutated;
    }

    private byte[] once(byte[] bytes, List<byte[]> others) {
        int place = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, place + random.nextInt(1, 9));
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, place);
            case 1 -> spliced(bytes, place, noise(), place);
            case 2 -> spliced(bytes, place, new byte[0], end);
            case 3 -> spliced(bytes, place, noise(), end);
            case 4 ->
                spliced(bytes, place, pieces.get(random.nextInt(pieces.size())), random.nextBoolean() ? place : end);
            case 5 -> {
                byte[] other = others.get(random.nextInt(others.size()));
                yield spliced(
                        bytes,
                        place,
                        Arrays.copyOfRange(other, Math.min(place, other.length), other.length),
                        bytes.length);
            }
            default -> flipped(bytes);
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] copy = bytes.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(1, 9)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] varint(long value) {
        AvroBuffer buffer = new AvroBuffer();
        buffer.writeLong(value);
        return buffer.toBytes();
    }

    /** {@code bytes} with {@code piece} in place of those from {@code from} to before {@code to}. */
    private static byte[] spliced(byte[] bytes, int from, byte[] piece, int to) {
        byte[] result = Arrays.copyOf(bytes, from + piece.length + bytes.length - to);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(bytes, to, result, from + piece.length, bytes.length - to);
        return result;
    }
}
