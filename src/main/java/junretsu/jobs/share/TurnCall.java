package junretsu.jobs.share;

import java.util.ArrayList;
import java.util.List;
import junretsu.jobs.JobWire;
import junretsu.jobs.queue.QueueConfig;

/**
 * A call of {@code jobs-turn.lua} to one shard. Repeated when its reply is lost: the same number brings the same turns,
 * and a turn comes back but once.
 *
 * @param since number of the call within this process
 * @param wanted turns, 0 to 16
 */
record TurnCall(int shard, long since, int wanted, List<TurnReturn> returns, List<Candidate> candidates) {
    /** Guesses together that one call may hand out, so long as they are more than one: what may wait in a buffer. */
    private static final long BUFFER_MICROS = 5_000;

    private static final int DEBT_SLICES_MAX = 10;

    /**
     * A suspended job that may go on.
     *
     * @param seat {@code seated}, {@code waited} when nothing of its caller here could go on without a seat, or {@code
     *     free}
     */
    record Candidate(HeldJob held, String seat) {}

    /** @param instance of this process */
    List<String> words(QueueConfig config, String instance, int worker) {
        long sliceMicros = config.sliceNanos() / 1_000;
        List<String> words = new ArrayList<>(List.of(
                instance,
                Long.toString(config.leaseMs()),
                config.byTime() ? "1" : "0",
                Long.toString(sliceMicros),
                Long.toString(DEBT_SLICES_MAX * sliceMicros * Math.max(1, config.workers())),
                Integer.toString(wanted),
                Long.toString(Math.min(BUFFER_MICROS, sliceMicros)),
                Long.toString(config.resultTtlMs()),
                Integer.toString(JobWire.TRIES_MAX),
                Integer.toString(worker),
                Long.toString(since),
                Integer.toString(config.workers()),
                Integer.toString(returns.size())));
        returns.forEach(turn -> turn.addTo(words));
        for (Candidate candidate : candidates) {
            words.add(candidate.held().job.id().toString());
            words.add(candidate.held().job.caller());
            words.add(Integer.toString(candidate.held().job.priority()));
            words.add(candidate.seat());
        }
        return words;
    }
}
