package io.braid.ingest;

import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One step of a {@link ReaderPlan}: reads or skips exactly one value as the writer's schema lays it out. The records here
 * give the plan its shape; {@link Skip} passes over values, {@link Store} writes them to the event.
 */
sealed interface Step
        permits Skip,
                Store,
                Step.Fields,
                Step.OrNull,
                Step.NullableDoubles,
                Step.Union,
                Step.Several,
                Step.Default,
                Step.Refuse {
    /**
     * Moves {@code in} past the value.
     *
     * @throws BadRecord when the value makes the record no event
     */
    void run(AvroCursor in, Draft out);

    /** The fields of a record, in the writer's order. */
    record Fields(Step[] steps) implements Step {
        @Override
        public void run(AvroCursor in, Draft out) {
            for (Step step : steps) {
                step.run(in, out);
            }
        }
    }

    /** A union of null and one other type, the most frequent one. */
    record OrNull(int nullIndex, Step present) implements Step {
        @Override
        public void run(AvroCursor in, Draft out) {
            if (in.readIndex(2) != nullIndex) {
                present.run(in, out);
            }
        }
    }

    /**
     * Neighbouring fields that are unions of null and double and numeric features: the most frequent kind, read in one loop
     * that calls nothing the compiler can't see through.
     *
     * @param slots the features' positions in the configuration
     * @param fields their paths
     */
    record NullableDoubles(int nullIndex, int[] slots, String[] fields) implements Step {
        /** {@code step} as one of these, or null where it is another kind. */
        static @Nullable NullableDoubles of(Step step) {
            return step instanceof OrNull union
                            && union.present instanceof Store.Numeric number
                            && number.source().type() == Schema.Type.DOUBLE
                    ? new NullableDoubles(union.nullIndex, new int[] {number.slot()}, new String[] {number.field()})
                    : null;
        }

        /** The fields of this and of {@code next}. */
        NullableDoubles and(NullableDoubles next) {
            int[] bothSlots = Arrays.copyOf(slots, slots.length + next.slots.length);
            System.arraycopy(next.slots, 0, bothSlots, slots.length, next.slots.length);
            String[] bothFields = Arrays.copyOf(fields, bothSlots.length);
            System.arraycopy(next.fields, 0, bothFields, fields.length, next.fields.length);
            return new NullableDoubles(nullIndex, bothSlots, bothFields);
        }

        @Override
        public void run(AvroCursor in, Draft out) {
            for (int i = 0; i < slots.length; i++) {
                if (in.readIndex(2) != nullIndex) {
                    out.numbers[slots[i]] = Store.checked(in.readDouble(), fields[i]);
                }
            }
        }
    }

    /** A union of any types. */
    record Union(Step[] branches) implements Step {
        @Override
        public void run(AvroCursor in, Draft out) {
            branches[in.readIndex(branches.length)].run(in, out);
        }
    }

    /** A value that is read several times, as a feature and as a label, say. */
    record Several(List<Step> readings) implements Step {
        @Override
        public void run(AvroCursor in, Draft out) {
            int start = in.position();
            for (Step reading : readings) {
                in.returnTo(start);
                reading.run(in, out);
            }
        }
    }

    /** A field that the writer lacks: reads the reader's default from Avro bytes of its own, and none of the record's. */
    record Default(byte[] encoded, Step step) implements Step {
        @Override
        public void run(AvroCursor in, Draft out) {
            AvroCursor value = new AvroCursor();
            value.start(encoded, 0);
            step.run(value, out);
        }
    }

    /** A value of a type that can't be what the configuration takes it for. */
    record Refuse(String reason) implements Step {
        @Override
        public void run(AvroCursor in, Draft out) {
            throw new BadRecord(reason);
        }
    }
}
