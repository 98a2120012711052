package io.braid.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * YAML text as a tree of {@link Node}s that know their places.
 *
 * <p>Text that is not YAML ends the reading at once: nothing after such a place can be trusted. Size and depth are
 * bounded, so that no document exhausts the heap or the stack.
 */
final class YamlTree {

    /** The longest document, in characters; a configuration of a thousand features takes less than a tenth. */
    static final int LONGEST = 1 << 20;

    /** Lists and mappings inside each other; a configuration needs four. */
    static final int DEEPEST = 16;

    private static final YAMLFactory FACTORY = new YAMLFactory();

    /**
     * What YAML knows and a configuration does not, by the character that it begins with. Told from the text, as the
     * parser does not show all of it; and told without the name, which may be a password that lacks its quotes.
     */
    private static final Map<Integer, String> UNSUPPORTED = Map.of(
            (int) '*', "an unsupported YAML alias; a text that begins with * needs quotes",
            (int) '&', "an unsupported YAML anchor; a text that begins with & needs quotes",
            (int) '!', "an unsupported YAML tag; a text that begins with ! needs quotes");

    private final YAMLParser parser;
    private final String source;
    private final int[] characters;

    private YamlTree(YAMLParser parser, String source, int[] characters) {
        this.parser = parser;
        this.source = source;
        this.characters = characters;
    }

    /**
     * The one document that {@code yaml} holds.
     *
     * @throws ConfigException if it is not YAML, empty, more than one document, or too long or too deep
     */
    static Node parse(String yaml, String source) {
        if (yaml.length() > LONGEST) {
            throw unusable(Place.whole(source), "a longer text", "expected: at most " + LONGEST + " characters");
        }
        requirePrintable(yaml, source);
        try (YAMLParser parser = FACTORY.createParser(yaml)) {
            return new YamlTree(parser, source, yaml.codePoints().toArray()).document();
        } catch (JsonProcessingException e) {
            throw syntaxError(e, source);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + source + " from memory", e);
        }
    }

    private Node document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw unusable(Place.whole(source), "an empty file", "expected: a mapping " + Settings.REQUIRED);
        }
        Node document = node(first, 0);
        if (parser.nextToken() != null) {
            throw unusable(place(), "a second document", "expected: one document");
        }
        return document;
    }

    private Node node(JsonToken token, int depth) throws IOException {
        Place place = place();
        if (depth > DEEPEST) {
            throw unusable(place, "a deeper nesting", "expected: at most " + DEEPEST + " levels");
        }
        String unsupported =
                UNSUPPORTED.get(character(parser.currentTokenLocation().getCharOffset()));
        Node node = switch (token) {
            case START_OBJECT -> mapping(place, depth);
            case START_ARRAY -> sequence(place, depth);
            case VALUE_NULL -> new Node.Nothing(place);
            default -> new Node.Scalar(place, parser.getText());
        };
        return unsupported == null ? node : new Node.Unsupported(place, unsupported);
    }

    private int character(long offset) {
        return offset < characters.length ? characters[(int) offset] : ' ';
    }

    private Node mapping(Place place, int depth) throws IOException {
        List<Node.Entry> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Place keyPlace = place();
            String key = parser.getText();
            entries.add(new Node.Entry(keyPlace, key, node(parser.nextToken(), depth + 1)));
        }
        return new Node.Mapping(place, entries);
    }

    private Node sequence(Place place, int depth) throws IOException {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token, depth + 1));
        }
        return new Node.Sequence(place, items);
    }

    private Place place() {
        JsonLocation location = parser.currentTokenLocation();
        return new Place(source, location.getLineNr(), location.getColumnNr());
    }

    /** Looks for what YAML forbids in a text, here and not in the parser, which reads ahead and so loses the place. */
    private static void requirePrintable(String yaml, String source) {
        int line = 1;
        int column = 1;
        for (int at = 0; at < yaml.length(); at = yaml.offsetByCodePoints(at, 1)) {
            int character = yaml.codePointAt(at);
            if (!StreamReader.isPrintable(character)) {
                String shown = String.format("the character U+%04X", character);
                throw unusable(new Place(source, line, column), shown, "expected: printable text");
            }
            line += character == '\n' ? 1 : 0;
            column = character == '\n' ? 1 : column + 1;
        }
    }

    /** The parser's own message quotes the line, which may hold a password: so only its reason and place are taken. */
    private static ConfigException syntaxError(JsonProcessingException error, String source) {
        if (error.getCause() instanceof MarkedYAMLException reason && reason.getProblemMark() != null) {
            String context = reason.getContext() == null ? "" : ", " + reason.getContext() + begin(reason);
            return unusable(place(reason.getProblemMark(), source), "invalid YAML", withoutText(reason) + context);
        }
        JsonLocation location = error.getLocation();
        Place place = location == null
                ? Place.whole(source)
                : new Place(source, location.getLineNr(), location.getColumnNr());
        String reason =
                error.getCause() == null ? "expected: plain text as the key of a mapping" : "found a malformed number";
        return unusable(place, "invalid YAML", reason);
    }

    /** The reason without what some reasons quote from the document. */
    private static String withoutText(MarkedYAMLException reason) {
        String undefinedTag = "found undefined tag handle";
        if (String.valueOf(reason.getContext()).contains("double-quoted")) {
            return "found an unknown escape sequence; a backslash is written \\\\";
        }
        return reason.getProblem().startsWith(undefinedTag) ? undefinedTag : reason.getProblem();
    }

    private static String begin(MarkedYAMLException reason) {
        Mark mark = reason.getContextMark();
        return mark == null ? "" : " that begins at " + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    private static Place place(Mark mark, String source) {
        return new Place(source, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static ConfigException unusable(Place place, String value, String expectation) {
        return new ConfigException(List.of(new Problem(place, "", value, expectation)));
    }
}
