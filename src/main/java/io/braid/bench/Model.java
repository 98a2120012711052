package io.braid.bench;

import java.util.List;

/** The models whose figures docs/performance.md has. */
public enum Model {
    /** 64 numbers, layers of 128 and 64, a task of each type. */
    M(0),

    /** Model M, and eight categories with embeddings of 16 from tables of 2^15 rows each, 2^18 in total. */
    S(8);

    private final int categories;

    Model(int categories) {
        this.categories = categories;
    }

    /** The model in batches of 64, with 16,384 different events. */
    public Workload workload() {
        return new Workload(64, categories, 0, 0, 1 << 15, 16, List.of(128, 64), 3, "fixed", "none", 64, 1 << 14);
    }
}
