package io.braid.topology;

import io.braid.ingest.EventReader;
import io.braid.publish.MetricsWriter;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * What the topology joins; each supplier is asked once for each task that Kafka Streams makes.
 *
 * @param ingest the stage that decodes records
 * @param engines the stage that learns
 * @param predictions writes predictions
 * @param metrics writes scores
 * @param readers consumers for {@link GapReader}
 * @param fromBeginning whether the events topic is read from its first record on
 * @param limits how large the records may be that are sent on
 * @param learning shows what happens to other threads
 */
record Stages(
        Supplier<EventReader> ingest,
        Supplier<? extends Engine> engines,
        Supplier<PredictionOutput> predictions,
        Supplier<MetricsWriter> metrics,
        Supplier<Consumer<byte[], byte[]>> readers,
        boolean fromBeginning,
        RecordLimits limits,
        Learning learning) {}
