package junretsu.load;

import java.time.Duration;

/** The CPU time of this process, so that a load can tell what it costs itself. Any thread may ask. */
public final class ProcessCpu {
    private ProcessCpu() {}

    /** Nanoseconds so far; 0 where the system does not say. */
    public static long nanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }
}
