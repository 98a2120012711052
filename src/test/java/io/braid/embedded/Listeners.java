package io.braid.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where this process listens, as Linux tells it in {@code /proc}: addresses and ports in its hexadecimal spelling. */
final class Listeners {

    private static final String LISTENING = "0A";
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

    private Listeners() {}

    static Set<String> ofThisProcess() throws IOException {
        Set<String> sockets = sockets();
        Set<String> listeners = new HashSet<>();
        for (String table : new String[] {"/proc/self/net/tcp", "/proc/self/net/tcp6"}) {
            if (Files.exists(Path.of(table))) {
                Files.readAllLines(Path.of(table)).stream()
                        .map(line -> line.strip().split("\\s+"))
                        .filter(columns -> columns[3].equals(LISTENING) && sockets.contains(columns[9]))
                        .forEach(columns -> listeners.add(columns[1]));
            }
        }
        return listeners;
    }

    static boolean isLoopback(String listener) {
        return LOOPBACK.contains(listener.substring(0, listener.indexOf(':')).toUpperCase(Locale.ROOT));
    }

    /** The inodes of this process's sockets. */
    private static Set<String> sockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .map(Listeners::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
