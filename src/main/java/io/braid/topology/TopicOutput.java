package io.braid.topology;

import io.braid.config.TaskConfig;
import io.braid.ingest.Rejection;
import io.braid.publish.MetricsWriter;
import io.braid.publish.RejectHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends results to the sinks of the topology.
 *
 * <p>They carry the Kafka timestamp of the input record at hand, not the event's own time: a topic with a time limit
 * would delete the predictions of old events at once.
 */
final class TopicOutput implements Output {
    private static final Logger log = LoggerFactory.getLogger(TopicOutput.class);

    private final ProcessorContext<byte[], byte[]> context;
    private final PredictionOutput predictions;
    private final PredictionOutput.Sender sender = this::send;
    private final MetricsWriter metrics;
    private final int largestReject;
    private long timestamp;
    private boolean predicted;

    TopicOutput(
            ProcessorContext<byte[], byte[]> context,
            PredictionOutput predictions,
            MetricsWriter metrics,
            int largestReject) {
        this.context = context;
        this.predictions = predictions;
        this.metrics = metrics;
        this.largestReject = largestReject;
        // Until the first record: the newest timestamp that was committed, which Kafka Streams restores.
        long newest = context.currentStreamTimeMs();
        timestamp(newest >= 0 ? newest : Long.MAX_VALUE);
    }

    /**
     * Sets the timestamp of what is sent from now on, {@link Processors#notAhead not ahead} of the present.
     */
    final void timestamp(long milliseconds) {
        timestamp = Processors.notAhead(milliseconds, context);
    }

    @Override
    public void prediction(
            TaskConfig task, byte @Nullable [] key, String eventId, long eventTime, long modelVersion, float[] values) {
        predictions.prediction(task, key, eventId, eventTime, modelVersion, values, sender);
    }

    @Override
    public void predicted() {
        predictions.predicted(sender);
        if (!predicted) {
            // The first prediction after a start is waited for: it becomes visible with a commit of its own.
            context.commit();
            predicted = true;
        }
    }

    @Override
    public void metrics(
            TaskConfig task,
            long fromEvent,
            long toEvent,
            long labelled,
            long modelVersion,
            long drifts,
            Map<String, Double> scores) {
        byte[] value = metrics.write(task, fromEvent, toEvent, labelled, modelVersion, drifts, scores);
        send(Sinks.METRICS, task.name().getBytes(StandardCharsets.UTF_8), value);
    }

    /**
     * Sends a record that is no event as it came, with the reason added to its headers; cut off where the topic takes no
     * record that large.
     *
     * @param original the headers that it came with
     */
    void rejection(Rejection rejection, Headers original) {
        Headers headers = new RecordHeaders(original.toArray());
        Relayed.strip(headers);
        Headers added = RejectHeaders.of(rejection);
        for (Header header : added) {
            headers.remove(header.key()).add(header);
        }
        Record<byte[], byte[]> reject = new Record<>(rejection.key(), rejection.value(), timestamp, headers);
        if (CutRecord.size(reject) > largestReject) {
            reject = CutRecord.cut(reject, added, largestReject);
            log.warn("{}: too large for the rejects topic, which holds only a part of it", rejection.origin());
        }
        context.forward(reject, Sinks.REJECTS);
    }

    private void send(String sink, byte @Nullable [] key, byte @Nullable [] value) {
        context.forward(new Record<>(key, value, timestamp), sink);
    }
}
