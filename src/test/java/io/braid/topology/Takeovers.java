package io.braid.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;

/** Kills the instance that learns, again and again, and looks at how the one that holds a standby of the model goes on. */
public final class Takeovers {
    /** An option of the JVM with which an instance logs what this reads. */
    public static final String LOG_RESTORING =
            "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.streams.processor.internals.StoreChangelogReader=trace";

    private static final Pattern RESTORED =
            Pattern.compile("Finished restoring changelog \\S+ to store model with a total number of (\\d+) records");
    private static final Pattern FOLLOWED = Pattern.compile("to store model, end offset is .*current offset is (\\d+)");

    /** So many offsets at least must be worth not reading them. */
    private static final long SMALLEST_CHECKPOINT = 500;

    /** The offset that the mark of a committed transaction takes. */
    private static final int MARKER = 1;

    private final Admin admin;
    private final String group;
    private final String input;
    private final List<Member> members;
    private final PredictionTail tail;
    private final LongSupplier written;

    /**
     * An instance and where it keeps its identity.
     *
     * @param state its {@code state.dir}
     */
    public record Member(Instance instance, Path state) {}

    /**
     * What a takeover cost.
     *
     * @param restored how many records of the checkpoint the successor read before it went on
     * @param checkpoint how many offsets of the checkpoint there were
     * @param silence the longest time without a prediction, in milliseconds
     */
    public record Takeover(long restored, long checkpoint, long silence) {
        /** Whether the successor read a small part of the checkpoint at most: what it hadn't followed yet. */
        public boolean isWithoutRestoring() {
            return restored >= 0 && restored * 10 < checkpoint;
        }
    }

    /**
     * Takeovers in one group.
     *
     * @param group the application's name
     * @param input the topic of one partition that it learns from
     * @param tail sees one prediction for each event
     * @param written how many events there are so far
     */
    public Takeovers(
            Admin admin, String group, String input, List<Member> members, PredictionTail tail, LongSupplier written) {
        this.admin = admin;
        this.group = group;
        this.input = input;
        this.members = members;
        this.tail = tail;
        this.written = written;
    }

    /** Kills the instance that learns once another has its model, and starts it again when that one goes on. */
    public Takeover next() throws IOException, InterruptedException {
        await(() -> end(checkpoint()) >= SMALLEST_CHECKPOINT);
        Member active = learner();
        Member standby = other(active);
        awaitFollowing(standby);
        while (!learns(active)) {
            active = learner();
            standby = other(active);
            awaitFollowing(standby);
        }
        long checkpoint = end(checkpoint());
        int logged = standby.instance().log().length();
        long killed = System.nanoTime();
        active.instance().kill();
        awaitPredictions();
        long silence = tail.longestSilence(killed, System.nanoTime());
        active.instance().start();
        long restored = last(RESTORED, standby.instance().log().substring(logged));
        return new Takeover(restored, checkpoint, silence);
    }

    /** Waits until events that are written after this call are predicted. */
    public void awaitPredictions() throws InterruptedException {
        tail.await(written.getAsLong() + 60);
    }

    private Member learner() throws InterruptedException {
        await(() -> members.stream().anyMatch(this::learns));
        return members.stream().filter(this::learns).findFirst().orElseThrow();
    }

    private Member other(Member member) {
        return members.stream().filter(each -> !each.equals(member)).findFirst().orElseThrow();
    }

    /** Waits until the instance has read all of the checkpoint that is there now. */
    private void awaitFollowing(Member standby) throws InterruptedException {
        int before = standby.instance().log().length();
        long end = end(checkpoint()) - MARKER - 1;
        await(() -> last(FOLLOWED, standby.instance().log().substring(before)) >= end);
    }

    private String checkpoint() {
        return group + "-" + BraidTopology.STORE + "-changelog";
    }

    private boolean learns(Member member) {
        Path id = member.state().resolve(group).resolve("braid-instance");
        TopicPartition partition = new TopicPartition(input, 0);
        try {
            String instance = Files.exists(id) ? Files.readString(id) : "not yet";
            return Topics.await(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                    .flatMap(description -> description.members().stream())
                    .filter(each -> each.assignment().topicPartitions().contains(partition))
                    .map(MemberDescription::groupInstanceId)
                    .anyMatch(each -> each.orElse("").startsWith(instance));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private long end(String topic) {
        return EndOfInput.of(admin, topic, 1).records();
    }

    private static long last(Pattern pattern, String text) {
        long last = -1;
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            last = Long.parseLong(matcher.group(1));
        }
        return last;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not within 3 minutes");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
