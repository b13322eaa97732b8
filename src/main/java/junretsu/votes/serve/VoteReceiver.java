package junretsu.votes.serve;

import java.io.IOException;
import junretsu.base.Worker;
import junretsu.net.DatagramReceiver;

/** Takes votes from one socket and counts them into one block. */
final class VoteReceiver implements Worker {
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

    /** Counts what was queued before {@link junretsu.net.ReceiverGroup#refuseFurther}, so that nothing is left unread. */
    @Override
    public void onClose() throws IOException {
        while (doWork() > 0) {
            continue;
        }
    }
}
