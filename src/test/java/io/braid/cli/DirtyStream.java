package io.braid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.braid.publish.RejectHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Records that are no events on their way to an application, and what has become of them. */
final class DirtyStream {
    private final String topic;
    private final List<Sent> sent = new ArrayList<>();
    private final List<Future<RecordMetadata>> places = new ArrayList<>();

    /** A stream to the events topic of {@code app}. */
    DirtyStream(Deployment app) {
        topic = app.config().events().topic();
    }

    /** Where a record lies in the events topic. */
    private record Place(String partition, String offset) {}

    /** What was sent there. */
    private record Sent(BadRecords.Bad bad, byte @Nullable [] key, byte[] trace) {}

    /** How many were sent. */
    int size() {
        return sent.size();
    }

    /** The kinds of those that were sent. */
    List<String> kinds() {
        return sent.stream().map(each -> each.bad().kind()).toList();
    }

    /** Sends {@code bad}, every third one without a key, each with a header of its own. */
    void send(Producer<byte[], byte[]> producer, int partition, BadRecords.Bad bad) {
        byte[] ownKey = sent.size() % 3 == 0 ? null : ("bad-" + sent.size()).getBytes(UTF_8);
        byte[] key = bad.key() == null ? ownKey : bad.key();
        Sent next = new Sent(bad, key, ("trace-" + sent.size()).getBytes(UTF_8));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, key, bad.value());
        record.headers().add("trace", next.trace());
        sent.add(next);
        places.add(producer.send(record));
    }

    /** Checks that each lies once on the rejects topic, as it came and with the reason. */
    void assertRejectedOnce(List<ConsumerRecord<byte[], byte[]>> rejects) throws Exception {
        Map<Place, Sent> expected = sentByPlace();
        assertThat(rejects).extracting(DirtyStream::place).containsExactlyInAnyOrderElementsOf(expected.keySet());
        for (ConsumerRecord<byte[], byte[]> reject : rejects) {
            Sent original = Objects.requireNonNull(expected.get(place(reject)));
            String kind = original.bad().kind();
            assertThat(reject.value()).as(kind).isEqualTo(original.bad().value());
            assertThat(reject.key()).as(kind).isEqualTo(original.key());
            assertThat(header(reject, RejectHeaders.REASON))
                    .as(kind)
                    .contains(original.bad().reason());
            assertThat(header(reject, RejectHeaders.TOPIC)).isEqualTo(topic);
            assertThat(reject.headers().lastHeader("trace").value()).isEqualTo(original.trace());
            assertThat(reject.headers().lastHeader(RejectHeaders.TRUNCATED))
                    .as(kind)
                    .isNull();
        }
    }

    /** How many of those that were sent are not among {@code rejects}, and how many of {@code rejects} are there again. */
    Account account(List<ConsumerRecord<byte[], byte[]>> rejects) throws Exception {
        Map<Place, Integer> times = new HashMap<>();
        rejects.forEach(reject -> times.merge(place(reject), 1, Integer::sum));
        long lost = sentByPlace().keySet().stream()
                .filter(place -> !times.containsKey(place))
                .count();
        return new Account(lost, rejects.size() - times.size());
    }

    /**
     * What has become of the records.
     *
     * @param lost those that are nowhere
     * @param duplicated those that are there again
     */
    record Account(long lost, long duplicated) {}

    private Map<Place, Sent> sentByPlace() throws ExecutionException, InterruptedException {
        Map<Place, Sent> byPlace = new LinkedHashMap<>();
        for (int i = 0; i < sent.size(); i++) {
            RecordMetadata place = places.get(i).get();
            byPlace.put(new Place("" + place.partition(), "" + place.offset()), sent.get(i));
        }
        return byPlace;
    }

    private static Place place(ConsumerRecord<byte[], byte[]> reject) {
        return new Place(header(reject, RejectHeaders.PARTITION), header(reject, RejectHeaders.OFFSET));
    }

    /** The text of the header called {@code name}. */
    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
