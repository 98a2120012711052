package io.braid.learn;

import io.braid.encode.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where in another model, of the same hidden layers, the parts of a model were: an index there, or -1 where it is new.
 *
 * @param inputs per column of {@link Input}
 * @param tables per embedding table
 * @param tasks per task
 */
record Origins(List<Integer> inputs, List<Integer> tables, List<Integer> tasks) {
    /** Weights at {@code to} that were at {@code from}. */
    record Span(int from, int to, int length) {}

    /** Where the parts of {@code now} were in {@code then}, by name. */
    static Origins of(Shape now, List<String> tasksNow, Shape then, List<String> tasksThen) {
        return new Origins(
                places(Input.columns(now), Input.columns(then)),
                places(tables(now), tables(then)),
                places(tasksNow, tasksThen));
    }

    private static List<String> tables(Shape shape) {
        return shape.tables().stream().map(Shape.Table::feature).toList();
    }

    private static List<Integer> places(List<String> names, List<String> among) {
        Map<String, Integer> places = new HashMap<>();
        for (String name : among) {
            places.put(name, places.size());
        }
        return names.stream()
                .map(name -> Objects.requireNonNullElse(places.get(name), -1))
                .toList();
    }

    /** The weights of the shared encoder of {@code layers}, which starts at 0 in both models. */
    List<Span> encoder(List<Integer> layers, int inputsThen) {
        List<Span> spans = new ArrayList<>();
        if (!layers.isEmpty()) {
            columns(0, 0, layers.get(0), spans);
            int firstThen = inputsThen * layers.get(0);
            int first = inputs.size() * layers.get(0);
            int rest = SharedBottom.size(inputs.size(), layers) - first;
            spans.add(new Span(firstThen, first, rest));
        }
        return spans;
    }

    /** The weights of one output: of the {@code hidden} layer's values, then of the input, or of a one alone. */
    List<Span> output(int from, int to, int hidden, boolean skip) {
        List<Span> spans = new ArrayList<>();
        spans.add(new Span(from, to, skip ? hidden : hidden + 1));
        if (skip) {
            columns(from + hidden, to + hidden, 1, spans);
        }
        return spans;
    }

    private void columns(int from, int to, int width, List<Span> spans) {
        for (int column = 0; column < inputs.size(); column++) {
            int origin = inputs.get(column);
            if (origin >= 0) {
                spans.add(new Span(from + origin * width, to + column * width, width));
            }
        }
    }
}
