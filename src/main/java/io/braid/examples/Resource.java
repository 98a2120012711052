package io.braid.examples;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files of the examples inside the jar, by their path below {@code examples/}. */
final class Resource {
    private Resource() {}

    /** The whole of a UTF-8 text. */
    static String text(String path) {
        try (InputStream in = open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The bytes of a file.
     *
     * @throws FileNotFoundException when the jar lacks it
     */
    static InputStream open(String path) throws FileNotFoundException {
        InputStream in = Resource.class.getResourceAsStream("/examples/" + path);
        if (in == null) {
            throw new FileNotFoundException(
                    "examples/" + path + ": not in this jar (expected: a build of Braid with its examples)");
        }
        return in;
    }
}
