package io.braid.publish;

import io.braid.ingest.Rejection;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of a record of the rejects topic, whose key and value are the original bytes; all values in UTF-8. */
public final class RejectHeaders {
    /** What is wrong: the field, the value, what was expected. */
    public static final String REASON = "braid.reason";

    /** The topic that the record came from. */
    public static final String TOPIC = "braid.topic";

    /** The partition that the record came from, in decimal digits. */
    public static final String PARTITION = "braid.partition";

    /** The record's offset there, in decimal digits. */
    public static final String OFFSET = "braid.offset";

    /**
     * There only when the record was larger than the topic takes: how much of its key and its value is left. Its own
     * headers are left out then.
     */
    public static final String TRUNCATED = "braid.truncated";

    /** The most characters of a reason. */
    private static final int LONGEST_REASON = 4_000;

    private RejectHeaders() {}

    /** The headers that tell why and where from {@code rejection} came. */
    public static Headers of(Rejection rejection) {
        return new RecordHeaders()
                .add(REASON, utf8(shortened(rejection.reason())))
                .add(TOPIC, utf8(rejection.origin().topic()))
                .add(PARTITION, utf8(Integer.toString(rejection.origin().partition())))
                .add(OFFSET, utf8(Long.toString(rejection.origin().offset())));
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
