package io.braid.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The promises name the tests that hold them; so no test may leave without its promise, and none come without one. */
class GuaranteesDocsTest {
    private static final Path DOCS = Path.of("docs", "guarantees.md");
    private static final Path TESTS = Path.of("src", "test", "java");

    @Test
    void namesOnlyTestsThatAreThere() throws IOException {
        Set<String> there = tests(source -> true);

        assertThat(named()).isNotEmpty().isSubsetOf(there);
    }

    @Test
    void namesEveryTestThatInjectsFaults() throws IOException {
        Set<String> injecting = tests(source -> source.contains("FaultTable" + ".record("));

        assertThat(injecting).isNotEmpty();
        assertThat(named()).containsAll(injecting);
    }

    private static Set<String> named() throws IOException {
        return Pattern.compile("`(\\w+Test)`")
                .matcher(Files.readString(DOCS))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of the test classes whose source is wanted. */
    private static Set<String> tests(Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .filter(file -> wanted.test(text(file)))
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
