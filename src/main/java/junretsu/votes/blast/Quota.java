package junretsu.votes.blast;

import junretsu.load.Pacer;

/**
 * A sender's share of the votes asked for, in datagrams.
 *
 * @param full datagrams of full size
 * @param shortBytes size of one more at the end; 0 for none
 */
record Quota(long full, int shortBytes) {

    /** Deals datagrams out to the senders in turn, as {@link Pacer} does. */
    static Quota of(long votes, int payload, int senders, int sender) {
        if (votes == Long.MAX_VALUE) {
            return new Quota(Long.MAX_VALUE, 0);
        }
        long full = votes / payload;
        int rest = (int) (votes % payload);
        return new Quota(Pacer.part(full, senders, sender), sender == full % senders ? rest : 0);
    }

    boolean hasShort() {
        return shortBytes > 0;
    }

    long datagrams() {
        return hasShort() ? full + 1 : full;
    }
}
