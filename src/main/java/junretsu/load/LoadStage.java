package junretsu.load;

/**
 * A stage of load at one rate.
 *
 * @param rate over all senders
 * @param durationNanos when it ends in any case; {@link Long#MAX_VALUE} for when all are sent
 * @param count how many are asked for; {@link Long#MAX_VALUE} for as many as the time allows
 */
public record LoadStage(Rate rate, long durationNanos, long count) {
    private static final double KEPT_UP = 0.99;

    /** A whole load as one stage: it ends by its count where one is given, else by its duration. */
    public static LoadStage of(Rate rate, long durationNanos, long count) {
        return count == Long.MAX_VALUE ? lasting(rate, durationNanos) : counting(rate, count);
    }

    /** A stage that ends after a time, at the latest. */
    public static LoadStage lasting(Rate rate, long durationNanos) {
        return new LoadStage(rate, durationNanos, rate.in(durationNanos));
    }

    /** A stage that ends once so many are sent. */
    public static LoadStage counting(Rate rate, long count) {
        return new LoadStage(rate, Long.MAX_VALUE, count);
    }

    public boolean isPaced() {
        return !rate.isMax();
    }

    /** Returns whether it is known how many are asked for, and not only the time. */
    public boolean isCounted() {
        return count != Long.MAX_VALUE;
    }

    /** Returns whether a generator that did so many did what it was asked, but for a hundredth. */
    public boolean isKeptUpBy(long done) {
        return !isCounted() || done >= count * KEPT_UP;
    }

    /**
     * The time that so many took. At a rate, each has its turn, the last one too: ten at 10/s take a second, though the
     * last is sent after 0.9 s.
     *
     * @param endedNanos from the start until the last of them was done
     */
    public long tookNanos(long done, long endedNanos) {
        return isPaced() ? Math.max(endedNanos, Math.round(done * 1e9 / rate.perSecond())) : endedNanos;
    }

    /**
     * The part that is done, 0 to 1.
     *
     * @param sent so far
     */
    public double done(long elapsedNanos, long sent) {
        double ofTime = Math.max(0, elapsedNanos) / (double) durationNanos;
        return Math.min(1, durationNanos == Long.MAX_VALUE ? sent / (double) count : ofTime);
    }
}
