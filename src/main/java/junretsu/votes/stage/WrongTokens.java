package junretsu.votes.stage;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.base.OldestFirst;
import junretsu.base.Sha256;
import junretsu.web.StreamPlaces;

/**
 * The wrong tokens of each network in the last minute, of which only the hashes are kept. From one that has sent
 * {@value #MAX} different ones, {@value #TURNS_PER_SECOND} tokens a second are looked at until the minute is over: each
 * waits for its turn, and is refused where that is more than {@value #WAIT_SECONDS_MAX} seconds away. Of an IPv6
 * address the first 64 bits count. Of more than {@value #NETWORKS_MAX} networks the oldest are forgotten. May be called
 * by any thread.
 */
final class WrongTokens {
    static final int MAX = 5;
    static final int TURNS_PER_SECOND = 5;
    static final int WAIT_SECONDS_MAX = 5;
    static final long REFUSED = -1;
    private static final int NETWORKS_MAX = 10_000;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(1) / TURNS_PER_SECOND;

    private static final class Minute {
        final long beganNanos;
        final Set<ByteBuffer> tokens = new HashSet<>();
        long nextTurnNanos;

        Minute(long nowNanos) {
            beganNanos = nowNanos;
        }

        boolean isOver(long nowNanos) {
            return nowNanos - beganNanos >= MINUTE_NANOS;
        }
    }

    private final Clock clock;
    private final OldestFirst<Minute> byNetwork = new OldestFirst<>(NETWORKS_MAX);

    WrongTokens(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes a turn for a token from an address; returns the nanoseconds until then, 0 for at once, or {@link #REFUSED}
     * when too many wait already.
     */
    synchronized long waitNanos(InetAddress address) {
        Minute minute = byNetwork.get(StreamPlaces.networkName(address));
        long now = clock.nanoTime();
        if (minute == null || minute.isOver(now) || minute.tokens.size() < MAX) {
            return 0;
        }
        long waitNanos = Math.max(0, minute.nextTurnNanos - now);
        if (waitNanos > TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX)) {
            return REFUSED;
        }
        minute.nextTurnNanos = now + waitNanos + TURN_NANOS;
        return waitNanos;
    }

    /** Takes note of a wrong token; one that was sent before in the same minute is no further guess. */
    synchronized void add(InetAddress address, byte[] token) {
        long now = clock.nanoTime();
        String network = StreamPlaces.networkName(address);
        Minute known = byNetwork.get(network);
        Minute minute = known == null || known.isOver(now) ? new Minute(now) : known;
        if (minute.tokens.size() < MAX && minute.tokens.add(ByteBuffer.wrap(Sha256.hash(token)))) {
            minute.nextTurnNanos = now + TURN_NANOS;
        }
        byNetwork.put(network, minute);
    }
}
