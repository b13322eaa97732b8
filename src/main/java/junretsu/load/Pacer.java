package junretsu.load;

/**
 * The due times of a sender's datagrams or lines: a pure function of time, so that a late one changes nothing for those
 * after it. Number n over all senders is due n / rate after the start, and the senders take turns.
 *
 * @param datagramsPerSecond over all senders; infinite for as fast as the machine can
 * @param senders how many there are
 * @param sender this one's number, from 0
 */
public record Pacer(double datagramsPerSecond, int senders, int sender) {
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * One sender's part of a number that is dealt out to the senders in turn.
     *
     * @param total {@link Long#MAX_VALUE} for no limit, which is the part then too
     * @param sender from 0
     */
    public static long part(long total, int senders, int sender) {
        return total == Long.MAX_VALUE ? total : total / senders + (sender < total % senders ? 1 : 0);
    }

    public boolean isUnlimited() {
        return Double.isInfinite(datagramsPerSecond);
    }

    /** The number of this sender's datagrams that are due by then; the first of all is due at 0. */
    public long due(long elapsedNanos) {
        if (isUnlimited()) {
            return Long.MAX_VALUE;
        }
        double turns = (elapsedNanos * datagramsPerSecond / NANOS_PER_SECOND - sender) / senders;
        return turns < 0 ? 0 : (long) turns + 1;
    }

    /** The due time of this sender's datagram with that number, from 0, in nanoseconds after the start. */
    public long dueNanos(long datagram) {
        return (long) (((double) datagram * senders + sender) / datagramsPerSecond * NANOS_PER_SECOND);
    }
}
