package io.braid.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or a polite kill: interrupts the thread that made this, and holds the process until {@link #close}, so that the
 * command can commit and clean up.
 */
final class StopSignal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;

    StopSignal() {
        Thread command = Thread.currentThread();
        hook = new Thread(() -> stop(command), "braid-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop(Thread command) {
        command.interrupt();
        try {
            if (!finished.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                command.interrupt();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException goingDown) {
            // The signal came; the hook has done its work.
        }
    }
}
