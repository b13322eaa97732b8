package junretsu.votes.blast.crowd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.load.Rate;
import junretsu.load.socket.ClientLoop;
import junretsu.load.socket.FrameWriter;
import junretsu.load.socket.WebSocketClient;

/**
 * All voters, on one loop. A connection that is missing is made when its voter's back-off is over, as many a second as
 * the rate of connections allows. To be used by one thread at a time.
 */
final class Crowd {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int FIRST_SOURCE = 0x7f000001;

    private final ClientLoop loop;
    private final Voter[] voters;
    private final Rate connectRate;
    private final long timeoutNanos;
    private final Clock clock;
    private long lookedNanos;
    private double connectsDue;
    private int turn;

    /** Makes the voters, none of them connected. */
    Crowd(
            CrowdBlastConfig config,
            InetSocketAddress target,
            ClientLoop loop,
            CrowdBook book,
            VoteRing ring,
            Clock clock) {
        this.loop = loop;
        this.connectRate = config.connectRate();
        this.timeoutNanos = config.timeoutNanos();
        this.clock = clock;
        SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());
        WebSocketClient.Endpoint endpoint = new WebSocketClient.Endpoint(
                loop, target, config.target().host(), new FrameWriter(random.nextLong()), random);
        Voter.Crew crew =
                new Voter.Crew(endpoint, book, ring, new byte[CrowdWire.NUMBER_BYTES + config.burst()], random, clock);
        voters = new Voter[config.clients()];
        for (int i = 0; i < voters.length; i++) {
            voters[i] = new Voter(crew, random.nextLong(), source(i, config.sources()));
        }
        lookedNanos = clock.nanoTime();
    }

    /** The number of voters. */
    int size() {
        return voters.length;
    }

    /** A tap of the voter whose turn it is with that message. */
    void tap(long message, long plannedNanos) {
        voters[(int) (message % voters.length)].tap(plannedNanos, message);
    }

    /**
     * Takes what has come and makes connections that are missing, without waiting.
     *
     * @return 0 when there was nothing to do
     */
    int step() throws IOException {
        int work = loop.poll();
        long now = clock.nanoTime();
        if (now - lookedNanos >= LOOK_NANOS) {
            connectsDue = Math.min(
                    connectRate.perSecond(), connectsDue + connectRate.perSecond() * (now - lookedNanos) / 1e9);
            lookedNanos = now;
            look(now);
        }
        return work;
    }

    /** Voters that have a connection. */
    int open() {
        int open = 0;
        for (Voter voter : voters) {
            open += voter.isOpen() ? 1 : 0;
        }
        return open;
    }

    /** Ends all voters: what is under way gets no answer any more. */
    void finish() {
        for (Voter voter : voters) {
            voter.finish();
        }
    }

    private void look(long now) {
        for (int i = 0; i < voters.length; i++) {
            Voter voter = voters[(turn + i) % voters.length];
            voter.look(now, timeoutNanos);
            if (connectsDue >= 1 && voter.wantsConnection(now)) {
                connectsDue--;
                voter.connect(now);
            }
        }
        turn = (turn + 1) % voters.length;
    }

    private static InetSocketAddress source(int voter, int sources) {
        if (sources == 0) {
            return null;
        }
        int address = FIRST_SOURCE + voter % sources;
        byte[] bytes = {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }
}
