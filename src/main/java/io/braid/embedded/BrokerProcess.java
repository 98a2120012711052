package io.braid.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * An embedded broker as a process of its own, which a test can kill.
 *
 * <p>Arguments: directory and port (0 for any). It writes its bootstrap address as the one line of its standard output
 * once it serves, and stops when its standard input ends.
 */
public final class BrokerProcess {

    private BrokerProcess() {}

    /** Runs the broker; see the class. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(arguments.length + " arguments (expected: directory and port)");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
            System.out.println(broker.bootstrapServers());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
