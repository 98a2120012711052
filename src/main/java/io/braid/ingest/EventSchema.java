package io.braid.ingest;

import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import io.braid.config.TaskConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The Avro schema of events that Braid writes itself: the user's, or one that is derived from the configuration. */
public final class EventSchema {
    private static final String NAMESPACE = "io.braid.events";

    private EventSchema() {}

    /**
     * The schema in the file that {@code config} names, or else a record of nullable fields: texts for the id, the timestamp,
     * categorical and text features and classes, doubles for numeric features and regressions, arrays of doubles for vectors.
     *
     * @throws DataException when the file holds no record's schema, or when no schema can hold all the fields
     */
    public static Schema of(BraidConfig config) {
        Schema given = given(config);
        return given == null ? derived(config) : given;
    }

    /** The schema in the file that {@code config} names, or null where it names none. */
    static @Nullable Schema given(BraidConfig config) {
        Path file = config.events().schema();
        if (file == null) {
            return null;
        }
        Schema schema;
        try {
            schema = new Schema.Parser().parse(Files.readString(file));
        } catch (IOException | AvroRuntimeException cause) {
            throw new DataException(file + ": " + cause.getMessage() + " (expected: an Avro schema)", cause);
        }
        if (schema.getType() != Schema.Type.RECORD) {
            throw new DataException(file + ": " + schema.getType().getName() + " (expected: the schema of a record)");
        }
        return schema;
    }

    private static Schema derived(BraidConfig config) {
        DerivedRecord event = new DerivedRecord(FieldPath.name(config.app()), "An event of " + config.app() + ".");
        String id = config.events().id();
        if (id != null) {
            event.add(id, DerivedRecord.Kind.TEXT, "The event's name.");
        }
        String timestamp = config.events().timestamp();
        if (timestamp != null) {
            event.add(timestamp, DerivedRecord.Kind.TEXT, "The event's time, in ISO 8601.");
        }
        for (FeatureConfig feature : config.features()) {
            event.add(feature.field(), kind(feature), "Feature " + feature.name() + ".");
        }
        for (TaskConfig task : config.tasks()) {
            event.add(task.field(), kind(task), "Label of the " + task.type() + " task " + task.name() + ".");
        }
        return event.schema(NAMESPACE);
    }

    private static DerivedRecord.Kind kind(FeatureConfig feature) {
        if (feature instanceof FeatureConfig.Numeric) {
            return DerivedRecord.Kind.NUMBER;
        } else if (feature instanceof FeatureConfig.Vector) {
            return DerivedRecord.Kind.VECTOR;
        }
        return feature instanceof FeatureConfig.Text ? DerivedRecord.Kind.TEXT : DerivedRecord.Kind.CATEGORY;
    }

    private static DerivedRecord.Kind kind(TaskConfig task) {
        return task instanceof TaskConfig.Regression ? DerivedRecord.Kind.NUMBER : DerivedRecord.Kind.CATEGORY;
    }
}
