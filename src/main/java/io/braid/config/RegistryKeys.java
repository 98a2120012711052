package io.braid.config;

import java.util.List;
import java.util.Map;

/** The keys of a document that configure the Schema Registry's client: Confluent's own names, passed through. */
final class RegistryKeys {

    /** How their values are read. */
    static final Kind<Map<String, String>> KIND = new TextMap();

    /** A name that ends with a star stands for all keys that begin so. */
    static final List<Setting<String>> ALL = List.of(
            key("schema.registry.url", "unset", "Address of the Schema Registry; several are separated by commas."),
            key(
                    "schema.registry.patience.ms",
                    "`60000`",
                    "How long a registry that doesn't answer is asked again, before the command fails; an hour at"
                            + " most."),
            key("schema.registry.*", "the client's", "Other settings of its client, such as TLS."),
            key("basic.auth.*", "the client's", "Basic authentication at the registry."),
            key("bearer.auth.*", "the client's", "Bearer authentication at the registry."),
            key("auto.register.schemas", "the client's", "Whether a writer may register its schema."),
            key("use.latest.version", "the client's", "Whether a writer uses the subject's latest schema."),
            key("key.subject.name.strategy", "the client's", "How a key's schema finds its subject."),
            key("value.subject.name.strategy", "the client's", "How a value's schema finds its subject."));

    private RegistryKeys() {}

    /** Whether {@code key} is one of them. */
    static boolean contain(String key) {
        return ALL.stream()
                .map(Setting::name)
                .anyMatch(name ->
                        name.endsWith("*") ? key.startsWith(name.substring(0, name.length() - 1)) : key.equals(name));
    }

    /** Those that are whole names. */
    static List<String> names() {
        return ALL.stream()
                .map(Setting::name)
                .filter(name -> !name.endsWith("*"))
                .toList();
    }

    private static Setting<String> key(String name, String absent, String sentence) {
        return Setting.optional(name, new Scalar<>("a single value", text -> text), absent, sentence);
    }
}
