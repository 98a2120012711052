package io.braid.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Walks a writer's schema once and makes the {@link Step} that reads what is wanted of its records.
 *
 * <p>A part of the schema that can't be what it is taken for becomes a {@link Step.Refuse}, and so does all around it, up to
 * a union that has another way.
 */
final class PlanCompiler {
    private final Skips skips = new Skips();
    private final List<String> absent = new ArrayList<>();

    /**
     * The step for a value of schema {@code writer}.
     *
     * @param reader the schema that the user gave for the value, for its aliases and defaults, or null
     */
    Step compile(Wanted wanted, Schema writer, @Nullable Schema reader) {
        return switch (writer.getType()) {
            case UNION -> union(wanted, writer, reader);
            case NULL -> new Skip.Fixed(0);
            default -> {
                List<Step> steps = new ArrayList<>();
                wanted.targets().forEach(target -> steps.add(target.step(writer)));
                if (!wanted.fields().isEmpty() || wanted.targets().isEmpty()) {
                    steps.add(fields(wanted, writer, reader));
                }
                yield several(steps);
            }
        };
    }

    /** The paths that were wanted of the schemas compiled so far, but that have neither a field nor a default. */
    List<String> absent() {
        return List.copyOf(absent);
    }

    private Step union(Wanted wanted, Schema writer, @Nullable Schema reader) {
        Step[] branches = writer.getTypes().stream()
                .map(branch -> compile(wanted, branch, reader))
                .toArray(Step[]::new);
        Step refusal = null;
        boolean isReadable = false;
        for (int i = 0; i < branches.length; i++) {
            if (branches[i] instanceof Step.Refuse) {
                refusal = branches[i];
            } else {
                isReadable |= writer.getTypes().get(i).getType() != Schema.Type.NULL;
            }
        }
        if (refusal != null && !isReadable) {
            return refusal;
        }
        int nullIndex = Target.nullIndex(writer);
        return nullIndex < 0 ? new Step.Union(branches) : new Step.OrNull(nullIndex, branches[1 - nullIndex]);
    }

    private Step fields(Wanted wanted, Schema writer, @Nullable Schema reader) {
        if (writer.getType() != Schema.Type.RECORD) {
            String names = String.join(", ", wanted.fields().keySet());
            return new Step.Refuse(Target.refusal(wanted.path(), writer, "a record with " + names));
        }
        Schema record = reader == null ? null : ReaderSchema.record(reader, writer);
        Map<Integer, List<Step>> readings = new HashMap<>();
        List<Step> defaults = new ArrayList<>();
        wanted.fields().forEach((name, child) -> {
            Schema.Field declared = record == null ? null : ReaderSchema.field(record, name);
            Schema.Field written = ReaderSchema.written(writer, name, declared);
            if (written != null) {
                Schema declaredSchema = declared == null ? null : declared.schema();
                Step step = compile(child, written.schema(), declaredSchema);
                readings.computeIfAbsent(written.pos(), position -> new ArrayList<>())
                        .add(step);
            } else if (declared != null && declared.hasDefaultValue()) {
                Step step = compile(child, declared.schema(), declared.schema());
                defaults.add(
                        step instanceof Step.Refuse ? step : new Step.Default(AvroDefaults.encode(declared), step));
            } else if (child.holdsId()) {
                defaults.add(new Step.Refuse("field " + child.path() + ": not in the schema " + writer.getFullName()
                        + " (expected: the field with the event's id)"));
            } else {
                absent.add(child.path());
            }
        });
        List<Step> steps = new ArrayList<>();
        for (Schema.Field field : writer.getFields()) {
            List<Step> reading = readings.get(field.pos());
            append(steps, reading == null ? skips.of(field.schema()) : several(reading));
        }
        steps.addAll(defaults);
        Step refusal = refusal(steps);
        return refusal == null ? new Step.Fields(steps.toArray(Step[]::new)) : refusal;
    }

    /** Adds {@code next}, as one step with its neighbour where both skip a fixed number of bytes or read doubles. */
    private static void append(List<Step> steps, Step next) {
        Step.NullableDoubles doubles = Step.NullableDoubles.of(next);
        Step added = doubles == null ? next : doubles;
        int last = steps.size() - 1;
        Step before = last < 0 ? null : steps.get(last);
        if (added instanceof Skip.Fixed fixed && before instanceof Skip.Fixed skip) {
            steps.set(last, skip.and(fixed));
        } else if (doubles != null
                && before instanceof Step.NullableDoubles neighbours
                && neighbours.nullIndex() == doubles.nullIndex()) {
            steps.set(last, neighbours.and(doubles));
        } else {
            steps.add(added);
        }
    }

    private static Step several(List<Step> readings) {
        Step refusal = refusal(readings);
        if (refusal != null) {
            return refusal;
        }
        return readings.size() == 1 ? readings.get(0) : new Step.Several(List.copyOf(readings));
    }

    /** All refusals among {@code steps} as one, or null. */
    private static Step.@Nullable Refuse refusal(List<Step> steps) {
        List<String> reasons = steps.stream()
                .filter(Step.Refuse.class::isInstance)
                .map(step -> ((Step.Refuse) step).reason())
                .distinct()
                .toList();
        return reasons.isEmpty() ? null : new Step.Refuse(String.join("; ", reasons));
    }
}
