package io.braid.ingest;

/**
 * The place of a record.
 *
 * @param topic the topic that the user wrote to (or the file, for a row)
 * @param partition its partition
 * @param offset its offset (or the row's number, from 0)
 */
public record Origin(String topic, int partition, long offset) {
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
