package junretsu.users.blast;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.config.StartException;
import junretsu.users.line.Verb;

/** Compares a server's counts of requests before and after a stage with the answers that came. For one thread. */
final class CountsCheck {
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final URI server;
    private final Clock clock;
    private ServerCounts before;

    CountsCheck(URI server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /**
     * The result of a comparison.
     *
     * @param deviations a sentence for each verb whose counts do not agree
     * @param hashes slow hashes that the server computed meanwhile
     */
    record Result(List<String> deviations, long hashes) {
        Result {
            deviations = List.copyOf(deviations);
        }
    }

    /** Reads the counts as they stand. @throws StartException when they cannot be read */
    void begin() throws StartException {
        try {
            before = ServerCounts.read(server);
        } catch (IOException e) {
            throw new StartException("--verify: " + server + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Compares, again for two seconds as long as they do not agree.
     *
     * @throws IOException when the counts cannot be read or compared
     */
    Result compare(LoadCounts counts) throws IOException {
        Deadline deadline = Deadline.in(SETTLE_NANOS, clock);
        while (true) {
            ServerCounts grown = ServerCounts.read(server).since(before);
            List<String> deviations = deviations(grown, counts);
            if (deviations.isEmpty() || deadline.isPassed()) {
                return new Result(deviations, grown.hashes());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    static List<String> deviations(ServerCounts server, LoadCounts counts) {
        List<String> deviations = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            LoadCounts.LineCounts lines = counts.of(verb);
            long succeeded = server.succeeded(verb) - lines.succeeded;
            long failed = server.failed(verb) - lines.failed;
            if (succeeded < 0 || failed < 0 || succeeded + failed > lines.unanswered) {
                deviations.add(String.format(
                        Locale.ROOT,
                        "the server counts %,d %s that succeeded and %,d that failed; %,d and %,d were answered, and"
                                + " %,d were not",
                        server.succeeded(verb),
                        verb,
                        server.failed(verb),
                        lines.succeeded,
                        lines.failed,
                        lines.unanswered));
            }
        }
        return deviations;
    }
}
