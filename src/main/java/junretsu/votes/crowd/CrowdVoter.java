package junretsu.votes.crowd;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import junretsu.tally.SenderFile;
import junretsu.web.MessageSocket;
import junretsu.web.SocketEnd;
import junretsu.web.SocketListener;

/** One connection of a browser: its messages are counted and answered. */
final class CrowdVoter implements SocketListener {
    /** RFC 6455, section 7.4.1: a message that violates a policy. */
    private static final int POLICY = 1008;

    /** Of the codes for applications. */
    private static final int REPLACED = 4001;

    private final Crowd crowd;
    private final CrowdClient client;
    private final InetAddress address;
    private final AtomicBoolean hasLeft = new AtomicBoolean();
    private MessageSocket socket;

    /** @param address whose place this connection has */
    CrowdVoter(Crowd crowd, CrowdClient client, InetAddress address) {
        this.crowd = crowd;
        this.client = client;
        this.address = address;
    }

    /** Ends an older connection of the same client, and says what was acknowledged on it and what all were told. */
    @Override
    public void opened(MessageSocket opened) {
        socket = opened;
        MessageSocket before = crowd.clients().take(client, opened);
        if (before != null) {
            before.close(REPLACED, "a newer connection of this client took this one's place");
        }
        SenderFile.Sender standing = crowd.counter().standing(client);
        if (standing.number() > 0) {
            socket.offer(CrowdWire.answer(standing));
        }
        crowd.tellAgain(socket);
    }

    @Override
    public void message(ByteBuffer bytes) {
        if (bytes.remaining() < CrowdWire.NUMBER_BYTES) {
            crowd.refusals().count(CrowdRefusals.Reason.MESSAGE);
            socket.close(POLICY, "a message is 8 bytes of its number, then a byte a vote");
            return;
        }
        long number = bytes.getLong();
        SenderFile.Sender standing = crowd.counter().take(client, number, bytes);
        if (standing == null && crowd.counter().isClosed()) {
            socket.close(Crowd.GOING_AWAY, Crowd.ENDS);
            return;
        }
        if (standing == null) {
            crowd.refusals().count(CrowdRefusals.Reason.NUMBER);
            socket.close(POLICY, CrowdCounter.NUMBER_RULE);
            return;
        }
        socket.offer(CrowdWire.answer(standing));
    }

    @Override
    public void closed(SocketEnd end) {
        if (hasLeft.compareAndSet(false, true)) {
            crowd.refusals().count(end);
            crowd.clients().drop(client, socket);
            crowd.clients().disconnect(client, address, crowd.now());
        }
    }
}
