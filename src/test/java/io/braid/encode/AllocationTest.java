package io.braid.encode;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import io.braid.ingest.Event;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Encoding leaves nothing for the garbage collector. Texts are left out: their words are decoded to a string. */
class AllocationTest {
    private static final int EVENTS = 1_000;
    private static final int ROUNDS = 100;

    /** Vector instructions are objects until the compiler has seen to them, which takes a time of its own choice. */
    private static final int LONGEST_WARM_UP = 200;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final BraidConfig config = config();
    private final List<Event> events = new SampleEvents(config, 1, 0.1, 0.1).take(EVENTS);

    private static BraidConfig config() {
        List<FeatureConfig> features = new ArrayList<>(SampleModel.WITHOUT_TEXT);
        for (int i = 0; i < 16; i++) {
            features.add(new FeatureConfig.Numeric("x" + i, "x" + i));
        }
        return SampleModel.small().with(features).config();
    }

    /** Bytes that {@link #ROUNDS} times all events took. */
    private long allocated(Encoder encoder, Batch batch) {
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < EVENTS; i++) {
                encoder.encode(events.get(i), batch);
                if (batch.isFull()) {
                    encoder.targets(batch);
                    batch.clear();
                }
            }
        }
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    @Test
    void thePlainWayTakesNoMemoryPerEvent() {
        Encoder encoder = new Encoder(config, false);

        long bytes = allocated(encoder, new Batch(encoder.shape(), 64));

        assertThat((double) bytes / (ROUNDS * EVENTS)).isLessThan(0.1);
    }

    @Test
    void theFastWayTakesNoneOnceItIsCompiled() {
        Encoder encoder = new Encoder(config);
        Batch batch = new Batch(encoder.shape(), 64);

        long bytes = allocated(encoder, batch);
        for (int tries = 0; bytes > ROUNDS * EVENTS / 10 && tries < LONGEST_WARM_UP; tries++) {
            bytes = allocated(encoder, batch);
        }

        assertThat((double) bytes / (ROUNDS * EVENTS)).isLessThan(0.1);
    }
}
