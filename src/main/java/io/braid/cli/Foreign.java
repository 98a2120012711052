package io.braid.cli;

import io.braid.registry.UnknownSchemaException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records of topics that others may have written to as well. */
final class Foreign {
    private static final Logger log = LoggerFactory.getLogger(Foreign.class);

    private Foreign() {}

    /** What {@code reader} reads of {@code record}; nothing, and a warning, where it is no record of ours. */
    static <T> Optional<T> read(ConsumerRecord<byte[], byte[]> record, Function<byte[], T> reader) {
        try {
            if (record.value() == null) {
                throw new IllegalArgumentException("no value (expected: a record of this application)");
            }
            return Optional.of(reader.apply(record.value()));
        } catch (IllegalArgumentException | UnknownSchemaException other) {
            log.warn("{}-{}@{} left out: {}", record.topic(), record.partition(), record.offset(), other.getMessage());
            return Optional.empty();
        }
    }
}
