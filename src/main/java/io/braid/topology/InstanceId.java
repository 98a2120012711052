package io.braid.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The identity of this instance in its consumer group, kept in the state directory: an instance that was killed takes
 * its place again at once, where a stranger waits until the group has given up the dead. Kafka Streams locks the
 * directory, so that no two instances share an identity.
 */
final class InstanceId {
    private static final String FILE = "braid-instance";

    private InstanceId() {}

    /** Sets {@code group.instance.id}, unless it is set or the group's protocol knows no such thing. */
    static void keepIn(Properties settings) {
        String protocol = settings.getProperty(StreamsConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name);
        if (GroupProtocol.CLASSIC.name.equalsIgnoreCase(protocol)) {
            settings.putIfAbsent(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id(directory(settings)));
        }
    }

    private static Path directory(Properties settings) {
        return Path.of(
                settings.getProperty(StreamsConfig.STATE_DIR_CONFIG),
                settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG));
    }

    private static String id(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            Files.createDirectories(directory);
            if (Files.exists(file)) {
                return UUID.fromString(Files.readString(file).strip()).toString();
            }
            String id = UUID.randomUUID().toString();
            Files.write(file, id.getBytes(StandardCharsets.UTF_8));
            return id;
        } catch (IOException problem) {
            throw new UncheckedIOException(
                    "state directory " + directory + " can't be used (set kafka: state.dir)", problem);
        } catch (IllegalArgumentException damaged) {
            throw new IllegalStateException(file + ": no UUID in it (expected: one; delete the file)", damaged);
        }
    }
}
