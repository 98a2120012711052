package io.braid.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Mappings whose known keys depend on their {@code type}.
 *
 * @param noun what they describe, such as {@code feature}
 * @param common the settings of every type, {@code type} among them
 * @param sections all settings of each type
 */
record Variants(String noun, List<Setting<?>> common, Map<String, Section> sections) implements Kind<Values> {

    Variants {
        sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
    }

    /** No types yet. */
    Variants(String noun, Setting<?>... common) {
        this(noun, List.of(common), Map.of());
    }

    /** The same with one type more, which has {@code own} settings beside the common ones. */
    Variants with(String type, Setting<?>... own) {
        List<Setting<?>> all = Stream.concat(common.stream(), Stream.of(own)).toList();
        Map<String, Section> more = new LinkedHashMap<>(sections);
        more.put(type, new Section("a " + type + " " + noun, all, List.of()));
        return new Variants(noun, common, more);
    }

    @Override
    public String expectation() {
        return any().expectation();
    }

    @Override
    public @Nullable Values read(Node node, String key, Problems problems) {
        if (!(node instanceof Node.Mapping mapping)) {
            problems.unfit(node, key, expectation());
            return null;
        }
        Section section = mapping.entries().stream()
                .filter(entry -> entry.key().equals("type"))
                .findFirst()
                .map(entry -> sections.get(entry.value().shown()))
                .orElse(null);
        return section == null ? readAny(mapping, key, problems) : section.read(mapping, key, problems);
    }

    /** Reads what every type has, as the type is missing or unknown; keys that only some types have cannot be judged. */
    private @Nullable Values readAny(Node.Mapping mapping, String key, Problems problems) {
        List<String> every = any().names();
        Set<String> some = sections.values().stream()
                .flatMap(section -> section.names().stream())
                .collect(Collectors.toSet());
        return any().read(mapping.only(name -> every.contains(name) || !some.contains(name)), key, problems);
    }

    private Section any() {
        return new Section("a " + noun, common, List.of());
    }
}
