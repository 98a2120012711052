package io.braid.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.braid.topology.KillHarness;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * {@code braid run} as a process of its own, with the flags that {@code bin/braid} gives it, to be looked at from outside
 * and to be killed.
 */
final class BraidProcess implements AutoCloseable {
    /** Stands in the log of a process whose model is restored and whose threads work. */
    static final String RUNNING = "from REBALANCING to RUNNING";

    private static final String LOG_STATES = "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.streams=info";
    private static final long LONGEST_STOP_SECONDS = 60;

    private final Process process;
    private final Path log;
    private @Nullable JMXConnector connector;

    private BraidProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it.
     *
     * @param log takes what the process says
     * @param flags of the JVM, which win over all others
     */
    static BraidProcess start(Path config, Path log, String... flags) throws IOException {
        ProcessBuilder builder = KillHarness.java(Main.class.getName(), "run", config.toString());
        List<String> command = builder.command();
        command.addAll(2, List.of(flags));
        command.add(2, LOG_STATES);
        Files.createDirectories(log.getParent());
        return new BraidProcess(
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
    }

    /**
     * Memory and handles.
     *
     * @param heap bytes of the heap that are in use after a full collection
     * @param nonHeap bytes of classes and compiled code
     * @param direct bytes of direct buffers
     * @param resident bytes of the process in the machine's memory: those, and what native code holds
     * @param threads how many run
     * @param files how many files and sockets are open
     */
    record Memory(long heap, long nonHeap, long direct, long resident, int threads, long files) {}

    /** What the process holds, after it was made to collect its garbage. */
    Memory memory() throws IOException {
        MBeanServerConnection beans = beans();
        MemoryMXBean memory = bean(beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        memory.gc();
        return new Memory(
                memory.getHeapMemoryUsage().getUsed(),
                memory.getNonHeapMemoryUsage().getUsed(),
                bean(beans, "java.nio:type=BufferPool,name=direct", BufferPoolMXBean.class)
                        .getMemoryUsed(),
                residentBytes(),
                bean(beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class)
                        .getThreadCount(),
                bean(beans, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, UnixOperatingSystemMXBean.class)
                        .getOpenFileDescriptorCount());
    }

    private static <T> T bean(MBeanServerConnection beans, String name, Class<T> type) throws IOException {
        return ManagementFactory.newPlatformMXBeanProxy(beans, name, type);
    }

    @SuppressWarnings("BanJNDI") // the address is the child's own, which the JDK of this test has opened on loopback
    private MBeanServerConnection beans() throws IOException {
        if (connector == null) {
            try {
                VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
                connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
                machine.detach();
            } catch (AttachNotSupportedException unexpected) {
                throw new IOException(unexpected);
            }
        }
        return connector.getMBeanServerConnection();
    }

    /** The line {@code VmRSS:  123 kB} of the process' status; see proc(5). */
    private long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the log holds {@code text}. */
    void await(String text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!Files.readString(log).contains(text)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("no \"" + text + "\" in " + Files.readString(log));
            }
            Thread.sleep(20);
        }
    }

    /** What it has said so far. */
    String said() throws IOException {
        return Files.readString(log);
    }

    /** Kills it (SIGKILL). */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to stop (SIGTERM), which lets it commit. */
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not stopped after " + LONGEST_STOP_SECONDS + " s: " + said());
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kill();
        if (connector != null) {
            try {
                connector.close();
            } catch (IOException gone) {
                // The process that it talked to is killed.
            }
        }
    }
}
