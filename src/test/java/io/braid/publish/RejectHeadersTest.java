package io.braid.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.ingest.Origin;
import io.braid.ingest.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class RejectHeadersTest {
    @Test
    void tellWhyAndWhereFrom() {
        Origin origin = new Origin("flights.events", 3, 12_345_678_901L);
        Rejection rejection = new Rejection(null, new byte[] {1}, "höhe: NaN (expected: a finite number)", origin);

        Headers headers = RejectHeaders.of(rejection);

        Map<String, String> texts = new LinkedHashMap<>();
        for (Header header : headers) {
            texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        assertThat(texts)
                .containsExactly(
                        Map.entry("braid.reason", "höhe: NaN (expected: a finite number)"),
                        Map.entry("braid.topic", "flights.events"),
                        Map.entry("braid.partition", "3"),
                        Map.entry("braid.offset", "12345678901"));
    }

    @Test
    void boundTheReason() {
        Rejection rejection = new Rejection(null, null, "é".repeat(100_000), new Origin("events", 0, 0));

        Header reason = RejectHeaders.of(rejection).lastHeader(RejectHeaders.REASON);

        assertThat(reason.value()).hasSizeLessThan(10_000);
    }
}
