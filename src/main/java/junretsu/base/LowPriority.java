package junretsu.base;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A lower priority for a thread that computes for as long as there is work, so that those who answer get a core at once
 * and it has whatever they leave. Java's own priorities do nothing on Linux, but for root with a flag; so the system's
 * {@code renice} does it, which everybody may ask to lower a thread of one's own.
 */
public final class LowPriority {
    /** A tenth of the weight of a thread at 0 ({@code sched_prio_to_weight} in {@code linux/kernel/sched/core.c}). */
    public static final int NICE = 10;

    /** A link to {@code PID/task/TID} of the thread that reads it: proc(5). */
    private static final Path SELF = Path.of("/proc/thread-self");

    private LowPriority() {}

    /**
     * Lowers the priority of the calling thread, some milliseconds later.
     *
     * @return false when it stays as it is, since this is no Linux or has no {@code renice}
     */
    public static boolean ask() {
        try {
            String thread = Files.readSymbolicLink(SELF).getFileName().toString();
            new ProcessBuilder("renice", "-n", Integer.toString(NICE), "-p", thread)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
