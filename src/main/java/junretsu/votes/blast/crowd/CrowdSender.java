package junretsu.votes.blast.crowd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Clock;
import junretsu.load.PacedSender;

/**
 * The thread of the crowd: taps when a message is due, whether or not the server keeps up, takes the answers, and in
 * the end waits for those that are missing.
 */
final class CrowdSender extends PacedSender {
    /** So that answers are read between the messages of a generator that is behind. */
    private static final int SLICE = 256;

    private static final long STOPPED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Crowd crowd;
    private final CrowdBook book;
    private final ScreenWatch screen;
    private final long messages;
    private final int burst;
    private final long warmUpNanos;
    private final long timeoutNanos;
    private final AtomicLong votes = new AtomicLong();
    private long tapped;
    private boolean hasBegun;
    private boolean isDraining;
    private long tappedNanos;
    private long drainNanos;

    CrowdSender(CrowdBlastConfig config, Crowd crowd, CrowdBook book, ScreenWatch screen, Clock clock) {
        super("crowd", config.rate().pacer(config.burst(), 1, 0), clock);
        this.crowd = crowd;
        this.book = book;
        this.screen = screen;
        this.messages = config.messages();
        this.burst = config.burst();
        this.warmUpNanos = config.warmUpNanos();
        this.timeoutNanos = config.timeoutNanos();
    }

    /** The votes tapped so far; any thread may ask. */
    long votes() {
        return votes.get();
    }

    @Override
    public int doWork() {
        if (hasEnded()) {
            return 0;
        }
        long now = elapsedNanos();
        if (!hasBegun && now >= 0) {
            begin();
        }
        int work = isDraining || !hasBegun ? 0 : tapDue(now);
        work += step();
        if (!isDraining && hasBegun && isDone(now, tapped == messages)) {
            isDraining = true;
            tappedNanos = now;
            drainNanos = now + timeoutNanos;
        }
        if (isDraining) {
            drainNanos = isStopped() ? Math.min(drainNanos, now + STOPPED_NANOS) : drainNanos;
            if (isComplete() || now >= drainNanos) {
                finish();
            }
        }
        return work;
    }

    private void begin() {
        hasBegun = true;
        book.begin(startNanos(), startNanos() + warmUpNanos);
        screen.begin();
    }

    private int tapDue(long now) {
        int count = (int) Math.min(Math.min(pacer.due(now), messages) - tapped, SLICE);
        if (count > 0) {
            if (now >= warmUpNanos) {
                recordLag(tapped, count * burst, now);
            }
            for (int i = 0; i < count; i++) {
                crowd.tap(tapped, startNanos() + pacer.dueNanos(tapped));
                tapped++;
            }
            votes.lazySet(tapped * burst);
        }
        return count;
    }

    private int step() {
        try {
            return crowd.step();
        } catch (IOException e) {
            throw new UncheckedIOException("the system's selector failed", e);
        }
    }

    private boolean isComplete() {
        return book.isSettled() && (isStopped() || screen.isComplete());
    }

    /** Ends at the last tap or answer, however long a screen or an answer was waited for behind them. */
    private void finish() {
        crowd.finish();
        end(Math.max(book.lastAnswerNanos - startNanos(), tappedNanos));
    }
}
