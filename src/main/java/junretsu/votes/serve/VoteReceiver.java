package junretsu.votes.serve;

import java.io.IOException;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.net.DatagramReceiver;

/** Takes votes from one socket and counts them into one block. */
final class VoteReceiver implements Worker {
    /** The longer a nap, the fewer changes of context; beyond this there is nothing to win. */
    private static final long NAP_NANOS_MAX = 500_000;

    /** The longest nap of an idle receiver: 64 of them cost next to nothing, and no reader sees the delay. */
    private static final long IDLE_NAP_NANOS_MAX = 10_000_000;

    private static final long NAP_NANOS_MIN = 100_000;

    private final int index;
    private final DatagramReceiver receiver;
    private final VoteCounter counter;

    VoteReceiver(int index, DatagramReceiver receiver, VoteCounter counter) {
        this.index = index;
        this.receiver = receiver;
        this.counter = counter;
    }

    @Override
    public String role() {
        return "vote-receiver-" + index;
    }

    /** Publishes also what came before a poll failed. */
    @Override
    public int doWork() throws IOException {
        int packets = -1;
        try {
            packets = receiver.poll(counter);
            return packets;
        } finally {
            if (packets != 0) {
                counter.publish();
            }
        }
    }

    /** Counts what was queued before {@link junretsu.net.ReceiverGroup#refuseFurther}, so that nothing stays unread. */
    @Override
    public void onClose() throws IOException {
        while (doWork() > 0) {
            continue;
        }
    }

    /** Naps while nothing comes, but not for so long that a flood would fill the receive buffer. */
    static IdlePolicy idlePolicy(int receiveBufferBytes) {
        return IdlePolicy.nap(
                napNanos(NAP_NANOS_MAX, receiveBufferBytes), napNanos(IDLE_NAP_NANOS_MAX, receiveBufferBytes));
    }

    /**
     * The longest nap in which a flood fills no more than a quarter of the receive buffer. For a small packet the
     * kernel charges the buffer about 1 KiB, so a million packets a second are about 1 byte a nanosecond; and a buffer
     * granted as n bytes takes 2n (socket(7)). A quarter of that is n / 2 bytes, hence n / 2 nanoseconds.
     */
    private static long napNanos(long max, int receiveBufferBytes) {
        return Math.max(NAP_NANOS_MIN, Math.min(max, receiveBufferBytes / 2));
    }
}
