package io.braid.ingest;

import io.braid.config.BraidConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the configuration wants of one value of an event: of the value itself and, if it is a record, of its fields.
 *
 * @param path the value's path; empty for the whole event
 * @param targets what the value itself is taken for
 * @param fields what is wanted of its fields, by name
 */
record Wanted(String path, List<Target> targets, Map<String, Wanted> fields) {
    private Wanted(String path) {
        this(path, new ArrayList<>(), new LinkedHashMap<>());
    }

    /** All that {@code config} wants of an event. */
    static Wanted of(BraidConfig config) {
        Wanted event = new Wanted("");
        String id = config.events().id();
        if (id != null) {
            event.add(new Target.Id(id));
        }
        String timestamp = config.events().timestamp();
        if (timestamp != null) {
            event.add(new Target.Timestamp(timestamp));
        }
        for (int i = 0; i < config.features().size(); i++) {
            event.add(Target.of(config.features().get(i), i));
        }
        for (int i = 0; i < config.tasks().size(); i++) {
            event.add(Target.of(config.tasks().get(i), i));
        }
        return event;
    }

    /** Whether the event's id is the value itself or lies in it. */
    boolean holdsId() {
        return targets.stream().anyMatch(Target.Id.class::isInstance)
                || fields.values().stream().anyMatch(Wanted::holdsId);
    }

    private void add(Target target) {
        Wanted place = this;
        for (String name : FieldPath.names(target.field())) {
            String path = place.path.isEmpty() ? name : place.path + "." + name;
            place = place.fields.computeIfAbsent(name, absent -> new Wanted(path));
        }
        place.targets.add(target);
    }
}
