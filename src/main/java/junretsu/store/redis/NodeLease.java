package junretsu.store.redis;

/**
 * Judges whether this server may report under its node ID when Redis names another instance there. Two servers have one
 * ID when a data directory was copied; their counts must never be merged.
 *
 * <p>The rule, with all times by Redis's own clock. An entry that is missing, ours or released is taken by the script
 * without asking here. An entry of another instance is
 *
 * <ul>
 *   <li>for a server that has not reported yet: taken once it stood still for {@value #STILL_MS} ms, either from its
 *       own time on or from when it was first seen here; an entry that moves in the meantime is of a live server, and
 *       this server is the copy;
 *   <li>for a server that has reported: taken when it is older than this server's last report, since then it was this
 *       server that came after it, and Redis has gone back to older data; otherwise the other one came after this
 *       server, while it was silent for {@value #STILL_MS} ms or its entry lost, and this server is fenced.
 * </ul>
 *
 * So neither a Redis that lost everything nor one restored from an older dump fences a living owner, and of two that
 * live one is fenced by its next report but one. Which of them is chance if Redis loses their entry between.
 */
final class NodeLease {
    static final long STILL_MS = 3_000;

    enum Verdict {
        WAIT,
        TAKE_OVER,
        FENCED
    }

    private long reportedMs = -1;
    private String seenHolder;
    private long seenMs;
    private long seenAtMs;

    /** This server's counts were applied at this time. */
    void reported(long redisMs) {
        reportedMs = redisMs;
    }

    /**
     * @param holder the other instance
     * @param heldMs when it last reported
     * @param redisMs now
     */
    Verdict classify(String holder, long heldMs, long redisMs) {
        if (reportedMs >= 0) {
            return heldMs < reportedMs ? Verdict.TAKE_OVER : Verdict.FENCED;
        }
        if (redisMs - heldMs >= STILL_MS) {
            return Verdict.TAKE_OVER;
        }
        if (!holder.equals(seenHolder) || heldMs < seenMs) {
            seenHolder = holder;
            seenMs = heldMs;
            seenAtMs = redisMs;
            return Verdict.WAIT;
        }
        if (heldMs > seenMs) {
            return Verdict.FENCED;
        }
        return redisMs - seenAtMs >= STILL_MS ? Verdict.TAKE_OVER : Verdict.WAIT;
    }
}
