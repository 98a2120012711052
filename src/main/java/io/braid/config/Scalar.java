package io.braid.config;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A kind of single values, read from their text.
 *
 * @param expectation the values that will do
 * @param parser makes the value
 * @param advice for a text that will not do: the expectation, possibly with a hint
 */
record Scalar<T>(String expectation, Parser<T> parser, UnaryOperator<String> advice) implements Kind<T> {

    /** Makes a value of a text. */
    interface Parser<T> {
        /** The value, or null if the text does not fit. */
        @Nullable
        T parse(String text);
    }

    Scalar(String expectation, Parser<T> parser) {
        this(expectation, parser, text -> expectation);
    }

    @Override
    public @Nullable T read(Node node, String key, Problems problems) {
        if (!(node instanceof Node.Scalar scalar) || scalar.isNothing()) {
            problems.unfit(node, key, expectation);
            return null;
        }
        T value = parser.parse(scalar.text());
        if (value == null) {
            problems.unfit(node, key, advice.apply(scalar.text()));
        }
        return value;
    }
}
