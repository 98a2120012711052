package io.braid.topology;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/**
 * What happens when a record couldn't be sent, which a producer says only after it has tried for long
 * ({@code delivery.timeout.ms}): the thread ends, and the one that replaces it starts from the last commit.
 *
 * <p>Kafka Streams' own handler revives the task that had sent the record. The other tasks of the thread would live on,
 * while what they have sent is lost with the transaction that they share.
 *
 * <p>Public because Kafka Streams makes it by its name.
 */
public final class SendFailures implements ProductionExceptionHandler {
    /** A handler. */
    public SendFailures() {}

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> configs) {}
}
