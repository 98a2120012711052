package io.braid.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;
import org.apache.kafka.common.errors.AuthenticationException;

/**
 * A broker that clients reach over TLS only: with SCRAM-SHA-512 at one port, with certificates of their own at another.
 *
 * <p>It asks Kafka's own authorizer before it answers. The test itself is the administrator: the one that comes without
 * encryption, at a third port, and may do everything.
 */
public final class SecureBroker {
    private static final int ITERATIONS = 4096;

    private final EmbeddedBroker broker;
    private final Certificates certificates;
    private final int scramPort;
    private final int tlsPort;

    private SecureBroker(EmbeddedBroker broker, Certificates certificates, int scramPort, int tlsPort) {
        this.broker = broker;
        this.certificates = certificates;
        this.scramPort = scramPort;
        this.tlsPort = tlsPort;
    }

    /**
     * Starts one.
     *
     * @param keyStore of the broker; {@code certificates} made it
     */
    public static SecureBroker start(Path directory, Certificates certificates, String keyStore) {
        int scramPort = LoopbackPort.free();
        int tlsPort = LoopbackPort.free();
        EmbeddedBroker broker = EmbeddedBroker.start(directory, 0, plain -> {
            Map<String, String> settings = new HashMap<>(plain);
            for (String listeners : List.of("listeners", "advertised.listeners")) {
                settings.merge(
                        listeners,
                        ",SASL_SSL://127.0.0.1:" + scramPort + ",SSL://127.0.0.1:" + tlsPort,
                        String::concat);
            }
            settings.merge("listener.security.protocol.map", ",SASL_SSL:SASL_SSL,SSL:SSL", String::concat);
            // A connection asks for the password again after so long, so that a change takes effect.
            settings.put("connections.max.reauth.ms", "3000");
            settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
            settings.put(
                    "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;");
            settings.put("ssl.keystore.type", "PKCS12");
            settings.put("ssl.keystore.location", keyStore);
            settings.put("ssl.keystore.password", certificates.password());
            settings.put("ssl.truststore.type", "PKCS12");
            settings.put("ssl.truststore.location", certificates.trustStore());
            settings.put("ssl.truststore.password", certificates.password());
            settings.put("listener.name.ssl." + BrokerSecurityConfigs.SSL_CLIENT_AUTH_CONFIG, "required");
            settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
            settings.put("super.users", "User:ANONYMOUS");
            return settings;
        });
        return new SecureBroker(broker, certificates, scramPort, tlsPort);
    }

    /** The broker as its administrator reaches it. */
    public EmbeddedBroker broker() {
        return broker;
    }

    /** Where users with a password connect. */
    public String scramServers() {
        return "127.0.0.1:" + scramPort;
    }

    /** Where users with a certificate connect. */
    public String tlsServers() {
        return "127.0.0.1:" + tlsPort;
    }

    /** The settings of a client that logs in as {@code user}; {@code password} may be a placeholder. */
    public Map<String, String> scramClient(String user, String password) {
        Map<String, String> settings = new HashMap<>(trusting());
        settings.put("bootstrap.servers", scramServers());
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put("sasl.jaas.config", login(user, password));
        return settings;
    }

    /** What a client needs to log in as {@code user}. */
    public static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    /** The settings of a client whose certificate is in {@code keyStore}. */
    public Map<String, String> tlsClient(String keyStore) {
        Map<String, String> settings = new HashMap<>(trusting());
        settings.put("bootstrap.servers", tlsServers());
        settings.put("security.protocol", "SSL");
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", keyStore);
        settings.put("ssl.keystore.password", certificates.password());
        return settings;
    }

    /** Lets {@code user} log in with {@code password} from now on, and with no earlier one. */
    public void setPassword(Admin admin, String user, String password) throws Exception {
        ScramCredentialInfo scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, scram, password)))
                .all()
                .get();
        Map<String, Object> client = new HashMap<>(scramClient(user, password));
        // The broker learns of it a moment after the controller has answered.
        for (boolean known = false; !known; ) {
            try (Admin asUser = Admin.create(client)) {
                asUser.listTopics().names().get(1, TimeUnit.MINUTES);
                known = true;
            } catch (ExecutionException notYet) {
                if (!(notYet.getCause() instanceof AuthenticationException)) {
                    throw notYet;
                }
            }
        }
    }

    private Map<String, String> trusting() {
        return Map.of(
                "ssl.truststore.type", "PKCS12",
                "ssl.truststore.location", certificates.trustStore(),
                "ssl.truststore.password", certificates.password());
    }
}
