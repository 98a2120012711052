package io.braid.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/** Finds the index of a class by the UTF-8 bytes of its name: a hash table with linear probing, since it is asked per event. */
final class ClassIndex {
    private static final int SHOWN = 30;

    private final List<String> classes;
    private final byte[][] names;
    private final int[] slots;

    /** Indexes {@code classes}, which differ from each other. */
    ClassIndex(List<String> classes) {
        this.classes = classes;
        names = classes.stream().map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
        slots = new int[Integer.highestOneBit(Math.max(names.length, 1)) * 4];
        Arrays.fill(slots, -1);
        for (int i = 0; i < names.length; i++) {
            slots[slot(names[i])] = i;
        }
    }

    /**
     * The index of the class called {@code name}, or -1. {@code 2.0} also finds class {@code 2}, since tools that write
     * tables write integers so where some are missing.
     */
    int of(byte[] name) {
        int index = slots[slot(name)];
        int length = name.length - 2;
        boolean isWhole = length > 0 && name[length] == '.' && name[length + 1] == '0';
        return index < 0 && isWhole ? slots[slot(Arrays.copyOf(name, length))] : index;
    }

    /** The slot that holds {@code name}, or else the empty one where it would be put. */
    private int slot(byte[] name) {
        int slot = Arrays.hashCode(name) & slots.length - 1;
        while (slots[slot] >= 0 && !Arrays.equals(names[slots[slot]], name)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    @Override
    public String toString() {
        String first = String.join(", ", classes.subList(0, Math.min(SHOWN, classes.size())));
        return classes.size() <= SHOWN ? first : first + " and " + (classes.size() - SHOWN) + " more";
    }
}
