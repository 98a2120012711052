package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.embedded.Certificates;
import io.braid.embedded.SecureBroker;
import io.braid.embedded.SecureRegistry;
import io.braid.examples.Example;
import io.braid.topology.TestCluster;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecureConnectionTest {
    private static final int ROWS = 1_001;

    private static Path directory;
    private static Certificates certificates;
    private static SecureBroker broker;
    private static Servers servers;
    private static SecureRegistry registry;

    @BeforeAll
    static void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        certificates = new Certificates(directory.resolve("certificates"), "of-the-stores");
        String keyStore = certificates.keyStore("server");
        broker = SecureBroker.start(directory.resolve("broker"), certificates, keyStore);
        servers = new Servers(new TestCluster(broker.broker(), directory));
        registry = new SecureRegistry(servers.registryUrl(), certificates, keyStore, "braid", "of-the-registry");
        servers.cluster()
                .admin()
                .createAcls(java.util.stream.Stream.of(
                                org.apache.kafka.common.resource.ResourceType.TOPIC,
                                org.apache.kafka.common.resource.ResourceType.GROUP,
                                org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID,
                                org.apache.kafka.common.resource.ResourceType.CLUSTER)
                        .map(type -> new org.apache.kafka.common.acl.AclBinding(
                                new org.apache.kafka.common.resource.ResourcePattern(
                                        type, type == org.apache.kafka.common.resource.ResourceType.CLUSTER ? "kafka-cluster" : "*",
                                        org.apache.kafka.common.resource.PatternType.LITERAL),
                                new org.apache.kafka.common.acl.AccessControlEntry(
                                        "User:braid",
                                        "*",
                                        org.apache.kafka.common.acl.AclOperation.ALL,
                                        org.apache.kafka.common.acl.AclPermissionType.ALLOW)))
                        .toList())
                .all()
                .get();
        broker.setPassword(servers.cluster().admin(), "braid", "of-the-broker");
    }

    @AfterAll
    static void stop() {
        registry.close();
        servers.close();
    }

    @Test
    void works() throws Exception {
        Deployment app = Deployment.of(servers, Example.PATIENTS, "scram", ROWS, directory)
                .connected("secure", broker.scramClient("braid", "of-the-broker"), registry.client(certificates, "braid:of-the-registry"));
        Outcome p = app.braid("produce", app.data().toString(), "--json");
        System.err.println(p);
        System.err.println(app.braid("run", "--until-end", "--json"));
    }
}
