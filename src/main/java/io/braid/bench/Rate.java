package io.braid.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much work was done in a second.
 *
 * @param perCpuSecond per second of processor time of the whole process, compiler and collector included
 * @param perSecond per second on the wall
 */
public record Rate(double perCpuSecond, double perSecond) {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** The rate of {@code work} over {@code seconds} of processor time, which the system counts in hundredths. */
    public static Rate of(Work work, double seconds) {
        long cpuStart = PROCESS.getProcessCpuTime();
        long wallStart = System.nanoTime();
        double done = 0;
        long cpu;
        do {
            done += work.run();
            cpu = PROCESS.getProcessCpuTime() - cpuStart;
        } while (cpu < seconds * 1e9);
        return new Rate(done * 1e9 / cpu, done * 1e9 / (System.nanoTime() - wallStart));
    }
}
