package junretsu.sql.server;

import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.sql.SqlException;

/** The state of the server as the threads found it; each change is logged once. Any thread may call. */
final class ServerHealth {
    private final String location;
    private final DistinctErrors errors;
    private final Clock clock;
    private long sinceNanos;
    private volatile SqlException away;
    private volatile SqlException readOnly;

    ServerHealth(String location, DistinctErrors errors, Clock clock) {
        this.location = location;
        this.errors = errors;
        this.clock = clock;
    }

    /** The server has not one connection for us. */
    synchronized void away(SqlException failure) {
        if (away == null) {
            begin();
            errors.warn(location + ": " + failure.getMessage());
        }
        away = failure;
    }

    /** It takes no changes. */
    synchronized void readOnly(SqlException failure) {
        if (readOnly == null) {
            begin();
            errors.warn(location + ": " + failure.getMessage());
        }
        readOnly = failure;
    }

    /** It answers. */
    void answers() {
        if (away != null) {
            recovered(true, false);
        }
    }

    /** It takes changes. */
    void takesChanges() {
        if (away != null || readOnly != null) {
            recovered(true, true);
        }
    }

    private void begin() {
        if (away == null && readOnly == null) {
            sinceNanos = clock.nanoTime();
        }
    }

    private synchronized void recovered(boolean answers, boolean takesChanges) {
        boolean wasAway = answers && away != null;
        boolean wasReadOnly = takesChanges && readOnly != null;
        away = answers ? null : away;
        readOnly = takesChanges ? null : readOnly;
        if (wasAway || wasReadOnly) {
            errors.announce(location + (wasReadOnly ? " takes changes again" : " answers again") + ", after "
                    + (clock.nanoTime() - sinceNanos) / 1_000_000 + " ms");
        }
    }

    /** The reason for which nothing can be asked; null when it can. */
    SqlException away() {
        return away;
    }

    /** The reason for which nothing can be changed; null when it can. */
    SqlException problem() {
        SqlException fault = away;
        return fault == null ? readOnly : fault;
    }
}
