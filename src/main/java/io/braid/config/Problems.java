package io.braid.config;

import java.util.ArrayList;
import java.util.List;

/** The problems found so far; reading goes on after each, so that one report holds them all. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    /** Notes that {@code value} stands at {@code place}, with what to do about it. */
    void add(Place place, String key, String value, String expectation) {
        found.add(new Problem(place, key, value, expectation));
    }

    /** Notes that {@code node} is not what {@code key} needs. */
    void unfit(Node node, String key, String expected) {
        add(node.place(), key, node.shown(), "expected: " + expected);
    }

    /** Throws the report if there is anything to report. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigException(found);
        }
    }
}
