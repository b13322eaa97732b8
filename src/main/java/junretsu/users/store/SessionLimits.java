package junretsu.users.store;

import junretsu.users.account.Session;

/**
 * The time for which an unused session lasts; that of a used one ends at {@link Session#endsMs}.
 *
 * @param idleMs more than a few minutes, since its use is written down once a minute
 */
public record SessionLimits(long idleMs) {

    /** Returns whether a session has ended or been idle for too long. */
    public boolean isOver(Session session, long nowMs) {
        return nowMs >= expiryMs(session.seenMs(), session.endsMs());
    }

    /** The time after which a session has to have been used, so as not to have been idle for too long. */
    public long usedAfterMs(long nowMs) {
        return nowMs - idleMs;
    }

    /** The time at which a session is over if nobody uses it any more. */
    public long expiryMs(long seenMs, long endsMs) {
        return Math.min(seenMs + idleMs, endsMs);
    }
}
