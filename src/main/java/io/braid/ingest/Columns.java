package io.braid.ingest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The columns of a file of rows, found by the path of the field that they hold. */
final class Columns {
    /** No column. */
    static final int NONE = -1;

    private final String file;
    private final List<String> header;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();

    /** The columns of {@code header}; {@code file} is for messages. */
    Columns(String file, List<String> header) {
        this.file = file;
        this.header = List.copyOf(header);
        for (int i = 0; i < header.size(); i++) {
            String path = FieldPath.normal(header.get(i));
            if (positions.putIfAbsent(path, i) != null) {
                repeated.add(path);
            }
        }
    }

    int count() {
        return header.size();
    }

    /** The name that the file gives to a column. */
    String name(int column) {
        return header.get(column);
    }

    /**
     * The column called {@code path}, or {@link #NONE}.
     *
     * @throws DataException when there are several
     */
    int position(String path) {
        if (repeated.contains(path)) {
            throw new DataException(file + ": several columns " + path + " (expected: one)");
        }
        return positions.getOrDefault(path, NONE);
    }

    /**
     * The columns called {@code path} with a number after it, in the order of the numbers, which run from 0 or 1 on without
     * a gap and may have leading zeros. None if there is no such column.
     *
     * @throws DataException when a number is missing or there twice
     */
    int[] numbered(String path) {
        TreeMap<Integer, Integer> byNumber = new TreeMap<>();
        positions.forEach((name, position) -> {
            String digits = name.startsWith(path) ? name.substring(path.length()) : "";
            // No vector has a million numbers, and the number then fits an int.
            if (!digits.isEmpty() && digits.length() <= 6 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                if (byNumber.put(Integer.valueOf(digits), position) != null) {
                    throw new DataException(
                            file + ": several columns " + path + " number " + digits + " (expected: one)");
                }
            }
        });
        if (byNumber.isEmpty()) {
            return new int[0];
        }
        int expected = byNumber.firstKey() == 0 ? 0 : 1;
        for (int number : byNumber.keySet()) {
            if (number != expected) {
                throw new DataException(
                        file + ": column " + path + number + " (expected: " + path + expected + " before it)");
            }
            expected++;
        }
        return byNumber.values().stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whether there is a column for a field of the record at {@code path}. */
    boolean hasBeneath(String path) {
        return positions.keySet().stream().anyMatch(name -> name.startsWith(path + "."));
    }

    @Override
    public String toString() {
        return String.join(", ", header);
    }
}
