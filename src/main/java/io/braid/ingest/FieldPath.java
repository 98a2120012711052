package io.braid.ingest;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names that lead to a field, from the outermost record on, in the letters that Avro allows. */
final class FieldPath {
    private static final Pattern FORBIDDEN = Pattern.compile("[^A-Za-z0-9_]");

    private FieldPath() {}

    /** The Avro names of {@code path}, which has dots between them. */
    static List<String> names(String path) {
        return Stream.of(path.split("\\.", -1)).map(FieldPath::name).toList();
    }

    /** {@code path} with each of its names as Avro allows it. */
    static String normal(String path) {
        return String.join(".", names(path));
    }

    /** {@code name} as Avro allows it: letters, digits and underscores, no digit first. */
    static String name(String name) {
        String letters = FORBIDDEN.matcher(name.strip()).replaceAll("_");
        return letters.isEmpty() || Character.isDigit(letters.charAt(0)) ? "_" + letters : letters;
    }
}
