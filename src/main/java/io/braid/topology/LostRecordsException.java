package io.braid.topology;

import org.apache.kafka.common.TopicPartition;

/** Records of an input were left out; the state must not go on without them. */
final class LostRecordsException extends RuntimeException {
    LostRecordsException(TopicPartition partition, long expected, long found, long got) {
        super(partition + ": got offset " + got + " (expected: " + expected + ", as the record at offset " + found
                + " was never read; if the group's offsets were changed, set them to those of the checkpoint)");
    }
}
