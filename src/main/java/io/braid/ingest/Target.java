package io.braid.ingest;

import io.braid.config.FeatureConfig;
import io.braid.config.LossType;
import io.braid.config.TaskConfig;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What the configuration takes from a field of the event. */
sealed interface Target {
    /** The field's path, as configured. */
    String field();

    /**
     * The step that reads a value of {@code schema}, which is neither a union nor null; {@link Step.Refuse} where the type
     * is wrong.
     */
    Step step(Schema schema);

    /** The target of feature number {@code slot}. */
    static Target of(FeatureConfig feature, int slot) {
        if (feature instanceof FeatureConfig.Numeric) {
            return new Numeric(feature.field(), slot);
        } else if (feature instanceof FeatureConfig.Categorical) {
            return new Category(feature.field(), slot);
        } else if (feature instanceof FeatureConfig.Text) {
            return new Text(feature.field(), slot);
        } else {
            return new Vector(feature.field(), slot, ((FeatureConfig.Vector) feature).size());
        }
    }

    /** The target of the label of task number {@code slot}. */
    static Target of(TaskConfig task, int slot) {
        if (task instanceof TaskConfig.Binary) {
            return new BinaryLabel(task.field(), slot);
        } else if (task instanceof TaskConfig.Multiclass multiclass) {
            return new ClassLabel(task.field(), slot, new ClassIndex(multiclass.classes()));
        } else {
            double least = task.loss() == LossType.POISSON ? 0 : -Double.MAX_VALUE;
            return new Quantity(task.field(), slot, least);
        }
    }

    record Id(String field) implements Target {
        @Override
        public Step step(Schema schema) {
            TextSource source = TextSource.ofName(schema);
            return source == null
                    ? refuse(schema, "string, int, long, enum or uuid for the id")
                    : new Store.Id(source, field);
        }
    }

    record Timestamp(String field) implements Target {
        @Override
        public Step step(Schema schema) {
            LogicalType logical = schema.getLogicalType();
            return switch (schema.getType()) {
                case STRING -> new Store.TimeText(field);
                case LONG -> new Store.TimeNumber(TimeUnits.perSecond(schema) / 1_000);
                case INT -> logical instanceof LogicalTypes.Date ? new Store.TimeDays() : refuse(schema);
                default -> refuse(schema);
            };
        }

        private Step refuse(Schema schema) {
            return refuse(schema, "long, a timestamp, date or ISO 8601 string for the timestamp");
        }
    }

    record Numeric(String field, int slot) implements Target {
        @Override
        public Step step(Schema schema) {
            NumberSource source = NumberSource.of(schema, field);
            return source == null
                    ? refuse(schema, NumberSource.TYPES + " for a numeric feature")
                    : new Store.Numeric(source, slot, field);
        }
    }

    record Category(String field, int slot) implements Target {
        @Override
        public Step step(Schema schema) {
            TextSource source = TextSource.ofCategory(schema, field);
            return source == null
                    ? refuse(schema, TextSource.CATEGORIES + " for a categorical feature")
                    : new Store.Category(source, slot);
        }
    }

    record Text(String field, int slot) implements Target {
        @Override
        public Step step(Schema schema) {
            return schema.getType() == Schema.Type.STRING
                    ? new Store.Text(slot)
                    : refuse(schema, "string for a text feature");
        }
    }

    record Vector(String field, int slot, int size) implements Target {
        @Override
        public Step step(Schema schema) {
            String expectation = "an array of " + NumberSource.TYPES + " for a vector feature";
            if (schema.getType() != Schema.Type.ARRAY) {
                return refuse(schema, expectation);
            }
            Schema item = schema.getElementType();
            int nullIndex = nullIndex(item);
            NumberSource source =
                    NumberSource.of(nullIndex < 0 ? item : item.getTypes().get(1 - nullIndex), field);
            return source == null
                    ? refuse(schema, expectation)
                    : new Store.Vector(source, nullIndex, size, slot, field);
        }
    }

    record Quantity(String field, int slot, double least) implements Target {
        @Override
        public Step step(Schema schema) {
            NumberSource source = NumberSource.of(schema, field);
            return source == null
                    ? refuse(schema, NumberSource.TYPES + " for the label of a regression")
                    : new Store.Quantity(source, slot, field, least);
        }
    }

    record BinaryLabel(String field, int slot) implements Target {
        @Override
        public Step step(Schema schema) {
            NumberSource number = NumberSource.of(schema, field);
            if (number != null) {
                return new Store.BinaryNumber(number, slot, field);
            }
            TextSource text = TextSource.ofName(schema);
            return text == null
                    ? refuse(schema, NumberSource.TYPES + ", string or enum for a binary label")
                    : new Store.BinaryText(text, slot, field);
        }
    }

    record ClassLabel(String field, int slot, ClassIndex classes) implements Target {
        @Override
        public Step step(Schema schema) {
            TextSource source = TextSource.ofCategory(schema, field);
            return source == null
                    ? refuse(schema, TextSource.CATEGORIES + " for the label of a multiclass task")
                    : new Store.ClassName(source, classes, slot, field);
        }
    }

    /** The refusal of a value of {@code schema} where {@code expectation} was expected. */
    default Step.Refuse refuse(Schema schema, String expectation) {
        return new Step.Refuse(refusal(field(), schema, expectation));
    }

    /** Says that {@code field} is of type {@code schema} where {@code expectation} was expected. */
    static String refusal(String field, Schema schema, String expectation) {
        return "field " + field + ": " + describe(schema) + " (expected: " + expectation + ")";
    }

    /** The branch of null in a union of null and one other type, or -1 for any other schema. */
    static int nullIndex(Schema schema) {
        boolean isPair =
                schema.getType() == Schema.Type.UNION && schema.getTypes().size() == 2;
        return isPair && schema.isNullable() ? schema.getIndexNamed("null") : -1;
    }

    private static String describe(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        String type = switch (schema.getType()) {
            case ARRAY -> "array of " + describe(schema.getElementType());
            case MAP -> "map of " + describe(schema.getValueType());
            case UNION -> "union";
            case RECORD, ENUM, FIXED -> schema.getType().getName() + " " + schema.getFullName();
            default -> schema.getType().getName();
        };
        return logical == null ? type : type + " (" + logical.getName() + ")";
    }
}
