package io.braid.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of 127.0.0.1, the one address that this package listens on. */
final class LoopbackPort {

    /** Where embedded servers listen: the address, not {@code localhost}, which may mean {@code ::1} too. */
    static final String HOST = "127.0.0.1";

    // Below the range that operating systems take for outgoing connections and for port 0 (32768 up on Linux, 49152 up
    // elsewhere), so that nothing else is given the port between the look and the listening.
    private static final int LOWEST = 15_000;
    private static final int BOUND = 32_000;
    private static final int TRIES = 100;

    private LoopbackPort() {}

    /** {@code port} of {@link #HOST}. */
    static InetSocketAddress address(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(HOST + " has four bytes", impossible);
        }
    }

    /** A port that nothing listens on. */
    static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BOUND);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "ports " + LOWEST + " to " + (BOUND - 1) + " of " + HOST + ": none of " + TRIES + " is free");
    }

    /**
     * {@code port} itself when nothing listens on it, and a free one for 0.
     *
     * @throws IllegalArgumentException when it is no port, or taken
     */
    static int checked(int port) {
        if (port == 0) {
            return free();
        }
        if (port < 0 || port > 65_535 || !isFree(port)) {
            throw new IllegalArgumentException(
                    "port " + port + " (expected: a free port of " + HOST + ", or 0 for any)");
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
