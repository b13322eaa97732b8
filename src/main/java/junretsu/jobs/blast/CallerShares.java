package junretsu.jobs.blast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The worker time and the waits of each caller. Not thread-safe. */
final class CallerShares {

    /** One caller's part. */
    static final class Share {
        final String caller;
        long jobs;
        long ended;
        long cpuNanos;
        long tookNanos;
        long tookNanosMax;

        Share(String caller) {
            this.caller = caller;
        }

        /** The mean time until a job ended; 0 when none has. */
        long meanNanos() {
            return ended == 0 ? 0 : tookNanos / ended;
        }
    }

    private final Map<String, Share> byCaller = new HashMap<>();

    void add(JobSource source, JobLedger ledger, JobReview review) {
        for (int job = 0; job < ledger.size(); job++) {
            Share share = byCaller.computeIfAbsent(source.caller(ledger.index(job)), Share::new);
            share.jobs++;
            share.cpuNanos += review.cpuNanos(job);
            long took = review.tookNanos(job);
            if (took > 0) {
                share.ended++;
                share.tookNanos += took;
                share.tookNanosMax = Math.max(share.tookNanosMax, took);
            }
        }
    }

    int callers() {
        return byCaller.size();
    }

    /** Worker time of all. */
    long cpuNanos() {
        return byCaller.values().stream().mapToLong(share -> share.cpuNanos).sum();
    }

    /** Those with the most worker time, the first one most; callers with equal times in the order of their names. */
    List<Share> most(int limit) {
        List<Share> all = new ArrayList<>(byCaller.values());
        all.sort(Comparator.<Share>comparingLong(share -> -share.cpuNanos)
                .thenComparingLong(share -> -share.jobs)
                .thenComparing(share -> share.caller));
        return all.subList(0, Math.min(limit, all.size()));
    }

    /**
     * Jain's index of the worker times, (Σx)² / (n · Σx²): 1 when all have the same, 1/n when one has everything (R.
     * Jain, D. Chiu, W. Hawe, "A Quantitative Measure of Fairness", DEC TR-301, 1984). NaN when there was none.
     */
    double jainIndex() {
        double sum = 0;
        double squares = 0;
        for (Share share : byCaller.values()) {
            sum += share.cpuNanos;
            squares += (double) share.cpuNanos * share.cpuNanos;
        }
        return sum * sum / (byCaller.size() * squares);
    }
}
