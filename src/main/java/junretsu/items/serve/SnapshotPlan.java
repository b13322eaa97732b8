package junretsu.items.serve;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.items.log.ItemFiles;
import junretsu.items.log.Snapshot;

/** Takes a snapshot each time the log has grown by so much, a step at a time. For the committer alone. */
final class SnapshotPlan {
    /** Between two steps when nothing else is to be done. */
    static final long STEP_NANOS = 2_000_000;

    private static final long RETRY_BYTES = 64 << 20;

    private final ItemFiles files;
    private final Tenants tenants;
    private final long everyBytes;
    private final long closeNanos;
    private final DistinctErrors errors;
    private Snapshot current;
    private long nextAtBytes;
    private long lastFrame = -1;
    private long frame;

    /**
     * @param everyBytes of log
     * @param closeNanos that the last one may take at the end
     */
    SnapshotPlan(ItemFiles files, Tenants tenants, long everyBytes, long closeNanos, DistinctErrors errors) {
        this.files = files;
        this.tenants = tenants;
        this.everyBytes = everyBytes;
        this.closeNanos = closeNanos;
        this.errors = errors;
        nextAtBytes = files.log().bytes() + everyBytes;
    }

    /** Writes a step of the snapshot under way, or begins one when it is time. */
    void step() {
        if (current == null && files.log().bytes() < nextAtBytes) {
            return;
        }
        try {
            if (advance()) {
                end();
            }
        } catch (IOException e) {
            errors.record("writing a snapshot", e);
            end();
            lastFrame = -1;
            nextAtBytes = files.log().bytes() + RETRY_BYTES;
        }
    }

    /** Writes a last snapshot, so that the next start need not read the log. */
    void finish() throws IOException {
        Deadline deadline = Deadline.in(closeNanos, junretsu.base.Clock.SYSTEM);
        if (current == null && lastFrame == files.log().committed()) {
            return;
        }
        if (current != null && frame != files.log().committed()) {
            end();
        }
        boolean isWhole = advance();
        while (!isWhole && deadline.remainingMs() > 0) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
            isWhole = advance();
        }
        end();
    }

    /** Returns true when the snapshot is whole; used-up memory fails it as a broken disk does. */
    private boolean advance() throws IOException {
        try {
            begin();
            return current.step();
        } catch (OutOfMemoryError e) {
            throw new IOException("no memory for a snapshot: " + e.getMessage(), e);
        }
    }

    private void begin() throws IOException {
        if (current == null) {
            frame = files.log().committed();
            current = files.beginSnapshot(tenants.counts(files.tenants().nextNumber()));
        }
    }

    private void end() {
        if (current != null) {
            current.close();
            current = null;
        }
        lastFrame = frame;
        nextAtBytes = files.log().bytes() + everyBytes;
    }
}
