package io.braid.config;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;

/** A configuration cannot be used; the message is one report of all its problems, a line each, in the file's order. */
public final class ConfigException extends RuntimeException {

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(
            Problem::place, Comparator.comparingInt(Place::line).thenComparingInt(Place::column));

    private final transient List<Problem> problems;

    /**
     * Reports {@code problems}, sorted by place.
     *
     * @param problems at least one
     */
    public ConfigException(List<Problem> problems) {
        super(problems.stream().sorted(BY_PLACE).map(Problem::toString).collect(joining("\n")));
        this.problems = problems.stream().sorted(BY_PLACE).toList();
    }

    /** All problems, in the file's order. */
    public List<Problem> problems() {
        return problems;
    }
}
