package io.braid.cli;

import io.braid.embedded.Certificates;
import io.braid.embedded.SecureBroker;
import io.braid.embedded.SecureRegistry;
import io.braid.topology.TestCluster;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A broker and a registry that ask for certificates, passwords and rights, and one user of theirs. */
final class SecureServers implements AutoCloseable {
    static final String USER = "braid";

    private final Certificates certificates;
    private final SecureBroker broker;
    private final Servers servers;
    private final SecureRegistry registry;

    /**
     * Starts them.
     *
     * @param password of all stores, of the user at the broker and at the registry
     */
    SecureServers(Path directory, String password) throws Exception {
        certificates = new Certificates(directory.resolve("certificates"), password);
        String keyStore = certificates.keyStore("server");
        broker = SecureBroker.start(directory.resolve("broker"), certificates, keyStore);
        servers = new Servers(new TestCluster(broker.broker(), directory));
        registry = new SecureRegistry(servers.registryUrl(), certificates, keyStore, USER, password);
        setPassword(password);
    }

    /** The same servers as their administrator reaches them. */
    Servers servers() {
        return servers;
    }

    Certificates certificates() {
        return certificates;
    }

    SecureBroker broker() {
        return broker;
    }

    SecureRegistry registry() {
        return registry;
    }

    /** Changes the user's password at the broker. */
    void setPassword(String password) throws Exception {
        broker.setPassword(servers.cluster().admin(), USER, password);
    }

    /** The settings under {@code kafka:} of the user. */
    Map<String, String> kafka(String password) {
        return broker.scramClient(USER, password);
    }

    /** The registry's settings of the user. */
    Map<String, String> registry(String password) {
        return registry.client(certificates, USER + ":" + password);
    }

    /** {@code settings} with one of them changed, or without it if {@code value} is empty. */
    static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(name, value);
        changed.values().removeIf(String::isEmpty);
        return changed;
    }

    /** All operations on all things, for {@code principal}. */
    static List<AclBinding> everything(String principal) {
        return Stream.of(
                        new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL),
                        new ResourcePattern(ResourceType.GROUP, "*", PatternType.LITERAL),
                        new ResourcePattern(ResourceType.TRANSACTIONAL_ID, "*", PatternType.LITERAL),
                        new ResourcePattern(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL))
                .map(resource -> allowed(principal, resource, AclOperation.ALL))
                .toList();
    }

    /** One operation on {@code resource} from any host, for {@code principal}. */
    static AclBinding allowed(String principal, ResourcePattern resource, AclOperation operation) {
        return new AclBinding(
                resource, new AccessControlEntry("User:" + principal, "*", operation, AclPermissionType.ALLOW));
    }

    /** Lets no user do anything but what {@code rights} allow, and returns when the broker does so. */
    void allow(Collection<AclBinding> rights) throws Exception {
        var admin = servers.cluster().admin();
        admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
        admin.createAcls(rights).all().get();
        // The broker learns of them a moment after the controller has answered.
        while (!Set.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get())
                .equals(Set.copyOf(rights))) {
            Thread.sleep(10);
        }
    }

    @Override
    public void close() {
        registry.close();
        servers.close();
    }
}
