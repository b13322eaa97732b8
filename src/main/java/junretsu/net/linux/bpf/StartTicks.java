package junretsu.net.linux.bpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The clock ticks between the boot and a process's start, by which two processes that had one ID after another differ.
 * The time of day at which it was started is reckoned from them, and moves when the clock is set.
 */
final class StartTicks {
    /** No such process, or one that has ended and that nobody has waited for yet. */
    static final long NONE = -1;

    /** proc(5) numbers them from 1, and the second, in parentheses, may hold anything. */
    private static final int FIELD = 22;

    private static final int STATE = 3;
    private static final Set<String> ENDED = Set.of("Z", "X");

    private StartTicks() {}

    static long of(long process) {
        try {
            return parse(Files.readString(Path.of("/proc/" + process + "/stat")));
        } catch (IOException e) {
            return NONE;
        }
    }

    /** @param stat as in {@code 7 (a name) S 1 ...} */
    static long parse(String stat) {
        String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        if (ENDED.contains(behindName[STATE - 3])) {
            return NONE;
        }
        return Long.parseLong(behindName[FIELD - 3]);
    }
}
