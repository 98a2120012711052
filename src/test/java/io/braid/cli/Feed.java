package io.braid.cli;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends the rows of an application's file in the background, as many as it is allowed to, and bad records between them. */
final class Feed implements AutoCloseable {
    private final Semaphore allowed = new Semaphore(0);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final CompletableFuture<EventProducer.Result> sending;
    private final Producer<byte[], byte[]> badProducer;
    private final String topic;
    private long bad;

    Feed(Deployment app) {
        topic = app.config().events().topic();
        badProducer = KafkaClients.producer(app.config());
        EventProducer events = new EventProducer(app.config(), app.registry());
        sending = CompletableFuture.supplyAsync(
                () -> events.send(app.data(), 0, Long.MAX_VALUE, 0, this::awaitAllowance, enough::get));
    }

    private void awaitAllowance(long done) {
        sent.set(done);
        allowed.acquireUninterruptibly();
    }

    /** Lets {@code count} more events go, as fast as they can. */
    void allow(long count) {
        allowed.release(Math.toIntExact(count));
    }

    /** Sends a record that is no event. */
    @SuppressWarnings("FutureReturnValueIgnored") // closing waits for it, and its reject is counted
    void sendBad() {
        badProducer.send(new ProducerRecord<>(topic, ("no event: " + bad++).getBytes(StandardCharsets.UTF_8)));
    }

    /** How many events were sent. */
    long sent() {
        return sent.get();
    }

    /** How many records that are no events were sent. */
    long bad() {
        return bad;
    }

    /** Whether everything that was allowed is sent. */
    boolean isIdle() {
        return allowed.availablePermits() == 0 || sending.isDone();
    }

    /** Ends it, and returns how many events the broker has acknowledged. */
    long finish() {
        enough.set(true);
        allowed.release();
        badProducer.flush();
        return sending.join().sent();
    }

    @Override
    public void close() {
        enough.set(true);
        allowed.release();
        badProducer.close();
    }
}
