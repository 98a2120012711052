package io.braid.cli;

import io.braid.topology.Checkpoint;
import io.braid.topology.TestCluster;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far an application lags behind its events, and what it takes on disk, its own and the broker's. */
final class Usage {
    private final Deployment app;
    private final Admin admin;
    private final TopicPartition changelog;
    private final Path changelogDirectory;

    /**
     * The usage of {@code app}.
     *
     * @param directory of the cluster
     */
    Usage(Deployment app, TestCluster cluster, Path directory) {
        this.app = app;
        admin = cluster.admin();
        changelog = new TopicPartition(Checkpoint.topic(app.config()), 0);
        changelogDirectory = directory.resolve(Path.of("broker", "data", changelog.toString()));
    }

    /** Records of the events topic, which has one partition and no transactions, that aren't committed. */
    long lag() throws Exception {
        TopicPartition events = new TopicPartition(app.config().events().topic(), 0);
        OffsetAndMetadata committed = admin.listConsumerGroupOffsets(
                        app.config().app())
                .partitionsToOffsetAndMetadata()
                .get()
                .get(events);
        long end = admin.listOffsets(Map.of(events, OffsetSpec.latest()))
                .partitionResult(events)
                .get()
                .offset();
        return end - (committed == null ? 0 : committed.offset());
    }

    /** Bytes of the state directory. */
    long state() {
        return bytes(app.configFile().resolveSibling("state"), "");
    }

    /** Bytes of the changelog, as the broker counts them; 0 before it is made. */
    long changelog() throws Exception {
        return admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                .flatMap(directories -> directories.values().stream())
                .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().equals(changelog))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    /** Bytes of the changelog's files, with the deleted ones that wait for their removal. */
    long changelogOnDisk() {
        return bytes(changelogDirectory, ".log");
    }

    /** The bytes of the files below {@code place} whose names hold {@code part}; one that is gone meanwhile counts nothing. */
    private static long bytes(Path place, String part) {
        File[] inside = place.toFile().listFiles();
        if (inside == null) {
            return place.toFile().getName().contains(part) ? place.toFile().length() : 0;
        }
        return Arrays.stream(inside)
                .mapToLong(each -> bytes(each.toPath(), part))
                .sum();
    }
}
