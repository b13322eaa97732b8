package junretsu.jobs.blast;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.Clock;
import junretsu.load.PacedSender;

/**
 * One connection's load: it posts its jobs when they are due, asks for those that are open in between, gives them time
 * to end, and looks at all of them once more where that was asked for.
 *
 * <p>The thread that steps it is the one writer of everything here. {@link #sentJobs}, {@link #endedJobs} and
 * {@link #failures} may be read at any time, the rest once it has {@link #ended}.
 */
final class JobsSender extends PacedSender {
    /** So that a stop is seen soon. */
    private static final long WAIT_NANOS_MAX = 50_000_000L;

    /** Without an answer for so long, nothing is sent again. */
    private static final long SILENCE_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);

    private final JobsBlastConfig config;
    private final ServerTurns servers;
    private final JobLedger ledger = new JobLedger();
    private final OpenJobs open = new OpenJobs();
    private final LoadCounts counts = new LoadCounts();
    private final JobPoster poster;
    private final JobPoller poller;
    private final JobReview review;
    private final AtomicLong sentJobs = new AtomicLong();
    private final AtomicLong endedJobs = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final long quota;
    private long drawn;
    private long answeredNanos;
    private long postedNanos = -1;

    /**
     * Makes a sender that has not begun.
     *
     * @param run as for {@link JobPoster}
     * @param number of the connection, from 0
     */
    JobsSender(JobsBlastConfig config, ServerTurns servers, String run, int number, Clock clock) {
        super("jobs", config.rate().pacer(1, config.connections(), number), clock);
        this.config = config;
        this.servers = servers;
        this.quota = config.quota(number);
        this.poster = new JobPoster(config, servers, ledger, open, counts, run, this::elapsedNanos);
        this.poller = new JobPoller(config, servers, ledger, open, counts, this::elapsedNanos);
        this.review = new JobReview(config, servers, ledger, counts);
    }

    @Override
    public int doWork() {
        if (hasEnded()) {
            return 0;
        }
        long now = elapsedNanos();
        if (postedNanos < 0 && !poster.isPending() && isDone(now, drawn >= quota)) {
            postedNanos = now;
            counts.unsent = servers.isSilent() && !interrupted() && quota != Long.MAX_VALUE ? quota - drawn : 0;
        }
        if (isPostDue(now)) {
            post(now);
        } else if (open.size() > 0 && !isSettled(now)) {
            pollOrWait(now);
        } else if (postedNanos < 0) {
            LockSupport.parkNanos(Math.min(Math.max(1, dueNanos(now) - now), WAIT_NANOS_MAX));
        } else if (review.isDone() || isStopped()) {
            return finish(now);
        } else {
            review.step();
        }
        return 1;
    }

    private long dueNanos(long now) {
        return pacer.isUnlimited() ? Math.max(0, now) : pacer.dueNanos(drawn);
    }

    private boolean isPostDue(long now) {
        return postedNanos < 0 && (poster.isPending() || (open.size() < config.openMax() && now >= dueNanos(now)));
    }

    private void post(long now) {
        if (!poster.isPending()) {
            recordLag(drawn, 1, now);
            poster.draw(config.index(pacer.sender(), drawn), dueNanos(now));
            drawn++;
            sentJobs.lazySet(drawn);
        }
        if (poster.attempt(!isHopeless(now))) {
            answeredNanos = elapsedNanos();
        }
        failures.lazySet(counts.postErrors.count() + counts.getErrors.count());
    }

    private boolean isHopeless(long now) {
        boolean hasGrace = config.killCheck() && endNanos() != Long.MAX_VALUE;
        long limit = hasGrace ? endNanos() + config.settleNanos() : endNanos();
        return isStopped() || now >= limit || now - answeredNanos >= SILENCE_NANOS_MAX;
    }

    /** Returns whether open jobs are asked for no longer. */
    private boolean isSettled(long now) {
        return isStopped() || (postedNanos >= 0 && now - postedNanos >= config.settleNanos());
    }

    private void pollOrWait(long now) {
        if (now >= poller.nextNanos()) {
            poller.poll();
            endedJobs.lazySet(ledger.size() - open.size());
            failures.lazySet(counts.postErrors.count() + counts.getErrors.count());
            return;
        }
        long next = postedNanos < 0 && open.size() < config.openMax()
                ? Math.min(poller.nextNanos(), dueNanos(now))
                : poller.nextNanos();
        LockSupport.parkNanos(Math.min(next - now, WAIT_NANOS_MAX));
    }

    private int finish(long now) {
        if (isStopped() && (open.size() > 0 || !review.isDone())) {
            leftByStop();
        }
        counts.connects = servers.close();
        counts.addAll(ledger, now);
        end(now);
        return 0;
    }

    /** Jobs posted so far. */
    long sentJobs() {
        return sentJobs.get();
    }

    /** Jobs seen to have ended so far. */
    long endedJobs() {
        return endedJobs.get();
    }

    /** Requests so far that failed. */
    long failures() {
        return failures.get();
    }

    JobLedger ledger() {
        return ledger;
    }

    JobReview review() {
        return review;
    }

    LoadCounts counts() {
        return counts;
    }
}
