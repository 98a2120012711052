package io.braid.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the configuration of an application. */
public final class ConfigLoader {

    private ConfigLoader() {}

    /**
     * The configuration in {@code file}; relative paths in it start at the file's directory.
     *
     * @throws ConfigException if the file cannot be read or holds no valid configuration; reports all problems
     */
    public static BraidConfig load(Path file) {
        Path directory = Objects.requireNonNullElse(file.getParent(), Path.of(""));
        return parse(contents(file), file.toString(), directory);
    }

    /**
     * The configuration that {@code yaml} writes.
     *
     * @param sourceName what reports call the text
     * @param baseDirectory where relative paths start
     * @throws ConfigException if it is no valid configuration; reports all problems
     */
    public static BraidConfig parse(String yaml, String sourceName, Path baseDirectory) {
        Problems problems = new Problems();
        Node root = YamlTree.parse(yaml, sourceName);
        if (!(root instanceof Node.Mapping document)) {
            throw new ConfigException(List.of(new Problem(
                    root.place(),
                    "",
                    root.isNothing() ? "nothing" : "no mapping",
                    "expected: a mapping " + Settings.REQUIRED)));
        }
        Map<String, String> registry = RegistryKeys.KIND.read(document.only(RegistryKeys::contain), "", problems);
        Values values = Settings.Root.SECTION.read(document.only(key -> !RegistryKeys.contain(key)), "", problems);
        if (values != null) {
            ConfigRules.check(values, baseDirectory, problems);
        }
        problems.throwIfAny();
        return Assembly.config(Objects.requireNonNull(values), Objects.requireNonNull(registry), baseDirectory);
    }

    private static String contents(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            // A character takes four bytes at most; what is longer is refused by its length in characters.
            byte[] bytes = input.readNBytes(4 * YamlTree.LONGEST + 1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException e) {
            throw unreadable(file, "no such file");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "not a text in UTF-8");
        } catch (IOException e) {
            throw unreadable(file, Files.isDirectory(file) ? "a directory" : "cannot be read");
        }
    }

    private static ConfigException unreadable(Path file, String value) {
        return new ConfigException(List.of(
                new Problem(Place.whole(file.toString()), "", value, "expected: a YAML file that can be read")));
    }
}
