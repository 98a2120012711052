package io.braid.config;

/**
 * A place in a configuration file, written {@code flights.yaml:14:12}.
 *
 * @param source the file, as it was named by whoever asked for it
 * @param line the line, from 1; 0 means the file as a whole
 * @param column the column in characters, from 1; 0 means the file as a whole
 */
public record Place(String source, int line, int column) {

    /** The file as a whole. */
    public static Place whole(String source) {
        return new Place(source, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
