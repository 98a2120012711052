package io.braid.ingest;

import io.braid.config.BraidConfig;
import io.braid.registry.SchemaRegistry;
import io.braid.registry.UnknownSchemaException;
import io.braid.registry.WireFormat;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records of the events topic: Avro in Confluent's framing. The {@link ReaderPlan} of each writer's schema is kept
 * for as long as this reader lives. Not safe for use by several threads at once.
 */
public final class EventReader {
    private static final Logger log = LoggerFactory.getLogger(EventReader.class);

    private final BraidConfig config;
    private final SchemaRegistry registry;
    private final @Nullable Schema ownSchema;
    private final Map<Integer, ReaderPlan> plans = new HashMap<>();

    private int lastId;
    private @Nullable ReaderPlan lastPlan;

    /**
     * Reads the fields that {@code config} names.
     *
     * @throws DataException when the schema file of {@code config} can't be used
     */
    public EventReader(BraidConfig config, SchemaRegistry registry) {
        this.config = config;
        this.registry = registry;
        ownSchema = EventSchema.given(config);
    }

    /**
     * Reads one record.
     *
     * @param recordTimestamp the record's own time, for events that don't hold one, in milliseconds since 1970
     * @throws io.braid.registry.RegistryException when the registry can't be asked, which says nothing about the record
     */
    public Ingested read(byte @Nullable [] key, byte @Nullable [] value, Origin origin, long recordTimestamp) {
        if (value == null) {
            return new Rejection(key, null, "no value (expected: an Avro record)", origin);
        }
        if (!WireFormat.isFramed(value)) {
            return new Rejection(key, value, unframed(value), origin);
        }
        ReaderPlan plan;
        try {
            plan = plan(WireFormat.schemaId(value));
        } catch (UnknownSchemaException unknown) {
            return new Rejection(key, value, String.valueOf(unknown.getMessage()), origin);
        }
        return plan.read(key, value, WireFormat.HEADER, origin, recordTimestamp);
    }

    private ReaderPlan plan(int id) {
        ReaderPlan plan = lastPlan;
        if (plan == null || id != lastId) {
            plan = plans.computeIfAbsent(id, this::compiled);
            lastPlan = plan;
            lastId = id;
        }
        return plan;
    }

    private ReaderPlan compiled(int id) {
        Schema writer = registry.schema(id);
        ReaderPlan plan = ReaderPlan.of(config, writer, ownSchema);
        if (!plan.absent().isEmpty()) {
            log.warn(
                    "schema id {}, {}: no {} (expected: every configured field, here or as an alias or with a default"
                            + " of events.schema; as it is, they are missing in each of its events)",
                    id,
                    writer.getFullName(),
                    String.join(", ", plan.absent()));
        }
        return plan;
    }

    private static String unframed(byte[] value) {
        return value.length < WireFormat.HEADER
                ? value.length + " bytes (expected: at least " + WireFormat.HEADER + ", the header of a framed record)"
                : "first byte " + value[0] + " (expected: 0, the first of a framed record)";
    }
}
