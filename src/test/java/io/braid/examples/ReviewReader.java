package io.braid.examples;

import io.braid.examples.ReviewLexicon.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the statements of an invented review back from nothing but its text and the lexicon. */
final class ReviewReader {
    private final ReviewLexicon lexicon;
    private final Pattern statement;

    ReviewReader(ReviewLexicon lexicon) {
        this.lexicon = lexicon;
        statement = Pattern.compile("(but )?\\b(?:the|our|their|this) (\\w+) (?:was|is|seemed|felt) "
                + "(?:(" + alternatives(lexicon.negations()) + ") )?(?:(" + alternatives(lexicon.degrees())
                + ") )?(\\w+)"
                + "(?=[.,]| and )");
    }

    List<Clause> clauses(String text) {
        List<Clause> clauses = new ArrayList<>();
        Matcher matcher = statement.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            String noun = matcher.group(2);
            int subject = 0;
            while (subject <= ReviewLexicon.ANY && !lexicon.nouns(subject).contains(noun)) {
                subject++;
            }
            if (subject <= ReviewLexicon.ANY) {
                clauses.add(new Clause(
                        subject,
                        noun,
                        word(lexicon.negations(), matcher.group(3)),
                        word(lexicon.degrees(), matcher.group(4)),
                        word(lexicon.adjectives(subject), matcher.group(5)),
                        matcher.group(1) != null));
            }
        }
        return clauses;
    }

    private static Word word(List<Word> words, String text) {
        return words.stream()
                .filter(word -> word.text().equals(text))
                .findFirst()
                .orElse(Clause.NOTHING);
    }

    private static String alternatives(List<Word> words) {
        return words.stream()
                .map(Word::text)
                .sorted((a, b) -> b.length() - a.length())
                .collect(Collectors.joining("|"));
    }
}
