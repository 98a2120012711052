package io.braid.ingest;

import io.braid.config.BraidConfig;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How the records of one writer's schema become events: compiled from the schema once, then run over the bytes of each
 * record without looking anything up by name. Not safe for use by several threads at once.
 */
public final class ReaderPlan {
    private final Draft.Slots slots;
    private final Step root;
    private final List<String> absent;
    private final AvroCursor cursor = new AvroCursor();

    private ReaderPlan(BraidConfig config, Step root, List<String> absent) {
        slots = new Draft.Slots(config);
        this.root = root;
        this.absent = absent;
    }

    /**
     * The plan for records of {@code writer}; one that rejects each of them where the schema doesn't fit {@code config}.
     *
     * @param reader the schema that the user gave, for its aliases and defaults, or null
     */
    public static ReaderPlan of(BraidConfig config, Schema writer, @Nullable Schema reader) {
        if (writer.getType() != Schema.Type.RECORD) {
            return new ReaderPlan(
                    config,
                    new Step.Refuse("schema " + writer.getType().getName() + " (expected: a record)"),
                    List.of());
        }
        PlanCompiler compiler = new PlanCompiler();
        Step root = compiler.compile(Wanted.of(config), writer, reader);
        return new ReaderPlan(config, root, compiler.absent());
    }

    /** The paths of the configured fields that the writer's schema lacks; they are missing in each of its records. */
    List<String> absent() {
        return absent;
    }

    /**
     * Reads one record.
     *
     * @param value bytes that hold the record's Avro binary from {@code start} to their end
     * @param recordTimestamp the time of an event that doesn't hold one, in milliseconds since 1970
     */
    public Ingested read(byte @Nullable [] key, byte[] value, int start, Origin origin, long recordTimestamp) {
        Draft draft = slots.draft(recordTimestamp);
        try {
            EventLimits.checkKey(key);
            cursor.start(value, start);
            root.run(cursor, draft);
            cursor.finish();
        } catch (BadRecord bad) {
            return new Rejection(key, value, bad.reason(), origin);
        }
        return draft.event(key, origin);
    }
}
