package io.braid.embedded;

import java.io.IOException;
import java.io.OutputStream;

/**
 * An embedded registry as a process of its own, which a test can kill.
 *
 * <p>Argument: the Kafka cluster. It writes its URL as the one line of its standard output once it serves, and stops when
 * its standard input ends.
 */
final class RegistryProcess {

    private RegistryProcess() {}

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(arguments[0], 0)) {
            System.out.println(registry.url());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
