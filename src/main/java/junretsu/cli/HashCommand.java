package junretsu.cli;

import java.util.List;
import java.util.Locale;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Units;
import junretsu.users.password.Calibration;
import junretsu.users.password.Calibration.Measured;
import junretsu.users.password.HashCost;
import junretsu.users.password.HashStopwatch;
import junretsu.users.password.PasswordConfig;

/** {@code junretsu hash}: proposes the cost of a password's hash on this machine. */
final class HashCommand implements Command {
    static final Flag<Long> CALIBRATE =
            Flag.of("calibrate", "TIME", "200ms", "time that the hash of one login may take", Units::nanos);

    /** The share of the heap that hashes may use, so that the rest of a server has room: a quarter. */
    private static final int HEAP_SHARE = 4;

    @Override
    public String verb() {
        return "hash";
    }

    @Override
    public String service() {
        return null;
    }

    @Override
    public String summary() {
        return "measures this machine, and proposes how slow to hash passwords";
    }

    @Override
    public List<Flag<?>> flags() {
        return List.of(CALIBRATE, PasswordConfig.HASH_THREADS);
    }

    @Override
    public String environmentPrefix() {
        return "JUNRETSU_HASH_";
    }

    @Override
    public List<String> examples() {
        return List.of("hash --calibrate 200ms", "hash --calibrate 50ms --hash-threads 4");
    }

    @Override
    public int run(Settings settings, Console console) {
        long targetNanos = settings.get(CALIBRATE);
        int threads = settings.get(PasswordConfig.HASH_THREADS);
        long memoryKibMax = Runtime.getRuntime().maxMemory() / 1_024 / HEAP_SHARE / threads;
        console.print("argon2id with " + (threads == 1 ? "1 thread" : threads + " threads at once") + ":\n");
        console.print("    memory  passes      time");
        try (HashStopwatch stopwatch = new HashStopwatch(threads)) {
            Calibration found = Calibration.search(
                    targetNanos, memoryKibMax, cost -> printed(console, cost, stopwatch.applyAsLong(cost)));
            console.print("\n" + (found.best() == null ? tooSlow(found) : proposal(found.best(), threads)));
            return found.best() == null ? ExitCode.LIMIT_PASSED : ExitCode.DONE;
        }
    }

    private static long printed(Console console, HashCost cost, long nanos) {
        console.print(String.format(
                Locale.ROOT, "  %4d MiB  %6d  %5.1f ms", cost.memoryKib() / 1_024, cost.passes(), millis(nanos)));
        return nanos;
    }

    private static String proposal(Measured best, int threads) {
        int memoryMib = best.cost().memoryKib() / 1_024;
        String flags = "    --hash-memory " + memoryMib + "MiB --hash-passes "
                + best.cost().passes() + " --hash-threads " + threads;
        return String.format(
                Locale.ROOT,
                "%s%n%nThis takes %.0f ms and %d MiB of the heap, and lets %.0f users a second log in with a password"
                        + " that is not remembered.",
                flags,
                millis(best.nanos()),
                memoryMib * threads,
                threads * 1e9 / best.nanos());
    }

    private static String tooSlow(Calibration found) {
        long least = found.measured().stream().mapToLong(Measured::nanos).min().orElse(0);
        return String.format(
                Locale.ROOT,
                "The least that OWASP recommends takes %.0f ms here; allow more, or use fewer threads at once.",
                millis(least));
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
