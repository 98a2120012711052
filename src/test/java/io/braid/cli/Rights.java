package io.braid.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What the user of the tests needs the right for: the table of docs/security.md. */
final class Rights {
    private Rights() {}

    /** {@code braid produce}, to a topic that is there. */
    static List<AclBinding> produce(String events) {
        return List.of(topic(events, PatternType.LITERAL, AclOperation.WRITE));
    }

    /** {@code braid run}, where none of its topics is there yet. */
    static List<AclBinding> run(String app, String events) {
        List<AclBinding> rights = new ArrayList<>(List.of(
                topic(events, PatternType.LITERAL, AclOperation.READ),
                right(ResourceType.GROUP, app, PatternType.LITERAL, AclOperation.READ),
                right(ResourceType.TRANSACTIONAL_ID, app + "-", PatternType.PREFIXED, AclOperation.WRITE),
                topic(app + "-", PatternType.PREFIXED, AclOperation.READ),
                topic(app + "-", PatternType.PREFIXED, AclOperation.WRITE),
                topic(app + ".predictions", PatternType.PREFIXED, AclOperation.WRITE),
                topic(app + ".metrics", PatternType.LITERAL, AclOperation.WRITE),
                topic(app + ".rejects", PatternType.LITERAL, AclOperation.WRITE)));
        rights.addAll(make(app));
        return rights;
    }

    /** Making the topics of {@code braid run}, which somebody else may do before. */
    static List<AclBinding> make(String app) {
        return List.of(
                topic(app + "-", PatternType.PREFIXED, AclOperation.CREATE),
                topic(app + ".predictions", PatternType.PREFIXED, AclOperation.CREATE),
                topic(app + ".metrics", PatternType.LITERAL, AclOperation.CREATE),
                topic(app + ".rejects", PatternType.LITERAL, AclOperation.CREATE));
    }

    /** {@code braid inspect}. */
    static List<AclBinding> inspect(String app) {
        return List.of(topic(app + "-model-changelog", PatternType.LITERAL, AclOperation.READ));
    }

    /** {@code braid watch}. */
    static List<AclBinding> watch(String app) {
        return List.of(topic(app + ".predictions", PatternType.PREFIXED, AclOperation.READ));
    }

    private static AclBinding topic(String name, PatternType pattern, AclOperation operation) {
        return right(ResourceType.TOPIC, name, pattern, operation);
    }

    private static AclBinding right(ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return SecureServers.allowed(SecureServers.USER, new ResourcePattern(type, name, pattern), operation);
    }
}
