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
