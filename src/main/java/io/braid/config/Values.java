package io.braid.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of one mapping's settings: those that were written and fit, and the defaults of those not written. */
final class Values {

    private final Place place;
    private final String key;
    private final Map<String, Node.Entry> written;
    private final Map<String, Object> values = new HashMap<>();

    /**
     * No values yet.
     *
     * @param place where the mapping begins
     * @param key the path of the mapping
     * @param written its entries
     */
    Values(Place place, String key, Map<String, Node.Entry> written) {
        this.place = place;
        this.key = key;
        this.written = written;
    }

    /** Reads a setting that was written, or takes its default; reports what does not fit or is missing. */
    <T> void read(Setting<T> setting, Problems problems) {
        Node.Entry entry = written.get(setting.name());
        T value = null;
        if (entry != null) {
            value = setting.kind().read(entry.value(), key(setting), problems);
        } else if (setting.required()) {
            problems.add(
                    place,
                    key(setting),
                    "missing",
                    "expected: " + setting.kind().expectation());
        } else {
            value = setting.fallback().value(this);
        }
        if (value != null) {
            values.put(setting.name(), value);
        }
    }

    /** The value, or null if there is none: not written, or written and unfit. */
    @SuppressWarnings("unchecked") // read(Setting<T>) put a T under this name
    <T> @Nullable T find(Setting<T> setting) {
        return (T) values.get(setting.name());
    }

    /** The value of a setting that has one: all that are required or have a default, once no problem was found. */
    <T> T get(Setting<T> setting) {
        T value = find(setting);
        if (value == null) {
            throw new IllegalStateException(key(setting) + ": no value (expected: to be read after all problems)");
        }
        return value;
    }

    /** The path of a setting. */
    String key(Setting<?> setting) {
        return key.isEmpty() ? setting.name() : key + "." + setting.name();
    }

    /** Where the value of a setting begins, or, if it is not written, the mapping. */
    Place place(Setting<?> setting) {
        Node.Entry entry = written.get(setting.name());
        return entry == null ? place : entry.value().place();
    }

    /** Whether the file has the setting. */
    boolean isWritten(Setting<?> setting) {
        return written.containsKey(setting.name());
    }

    /** The path of the mapping. */
    String key() {
        return key;
    }
}
