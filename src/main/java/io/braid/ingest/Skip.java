package io.braid.ingest;

/** Passes over a value that nothing is read from. {@link Skips} chooses among these by schema. */
sealed interface Skip extends Step {
    /** A value that always takes {@code size} bytes; it may stand for several neighbours. */
    record Fixed(long size) implements Skip {
        /** Passes over this value and the next; a schema of absurd size stays absurd, and fails on any record. */
        Fixed and(Fixed next) {
            long both = size + next.size;
            return new Fixed(both < 0 ? Long.MAX_VALUE : both);
        }

        @Override
        public void run(AvroCursor in, Draft out) {
            in.skip(size);
        }
    }

    /** An int, a long or an enum. */
    record Varint() implements Skip {
        @Override
        public void run(AvroCursor in, Draft out) {
            in.skipVarint();
        }
    }

    /** Bytes or a string. */
    record LengthAndBytes() implements Skip {
        @Override
        public void run(AvroCursor in, Draft out) {
            in.skip(in.readLength());
        }
    }

    /** A union of types of fixed size, null being of size 0. */
    record FixedAnyOf(long[] sizes) implements Skip {
        @Override
        public void run(AvroCursor in, Draft out) {
            in.skip(sizes[in.readIndex(sizes.length)]);
        }
    }

    /** A union of any types. */
    record AnyOf(Skip[] branches) implements Skip {
        @Override
        public void run(AvroCursor in, Draft out) {
            branches[in.readIndex(branches.length)].run(in, out);
        }
    }

    /** An array or a map of items that always take {@code size} bytes, which may be 0. */
    record FixedItems(long size) implements Skip {
        @Override
        public void run(AvroCursor in, Draft out) {
            for (long count = in.readLong(); count != 0; count = in.readLong()) {
                if (count < 0) {
                    in.skipBlock(count);
                } else {
                    in.skip(count, size);
                }
            }
        }
    }

    /** An array or a map of items that take at least one byte each. */
    record Items(Skip item) implements Skip {
        @Override
        public void run(AvroCursor in, Draft out) {
            for (long count = in.readLong(); count != 0; count = in.readLong()) {
                if (count < 0) {
                    in.skipBlock(count);
                    continue;
                }
                int items = in.checkedCount(count);
                for (int i = 0; i < items; i++) {
                    item.run(in, out);
                }
            }
        }
    }

    /** A record, possibly one that contains itself; so its fields are set after it is made. */
    final class Nested implements Skip {
        private Skip[] fields = {};

        void fields(Skip[] fields) {
            this.fields = fields;
        }

        @Override
        public void run(AvroCursor in, Draft out) {
            in.enter();
            for (Skip field : fields) {
                field.run(in, out);
            }
            in.leave();
        }
    }
}
