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
 * The wrong tokens of each address in the last minute. One that has sent {@value #MAX} different ones, of which only
 * the hashes are kept, is not listened to before the minute is over, also with the right one, so that guessing takes
 * years. Of an IPv6 address the first 64 bits count. Of more than {@value #ADDRESSES_MAX} addresses the oldest are
 * forgotten. May be called by any thread.
 */
final class WrongTokens {
    static final int MAX = 5;
    private static final int ADDRESSES_MAX = 10_000;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private record Minute(long beganNanos, Set<ByteBuffer> tokens) {}

    private final Clock clock;
    private final OldestFirst<Minute> byNetwork = new OldestFirst<>(ADDRESSES_MAX);

    WrongTokens(Clock clock) {
        this.clock = clock;
    }

    /** Returns the seconds for which an address is not listened to; 0 when it is. */
    synchronized int pauseSeconds(InetAddress address) {
        Minute minute = byNetwork.get(StreamPlaces.networkName(address));
        long leftNanos = minute == null ? 0 : minute.beganNanos() + MINUTE_NANOS - clock.nanoTime();
        return minute == null || minute.tokens().size() < MAX || leftNanos <= 0
                ? 0
                : (int) TimeUnit.NANOSECONDS.toSeconds(leftNanos) + 1;
    }

    /** Takes note of a wrong token; one that was sent before in the same minute is no further guess. */
    synchronized void add(InetAddress address, byte[] token) {
        long now = clock.nanoTime();
        String network = StreamPlaces.networkName(address);
        Minute minute = byNetwork.get(network);
        boolean isOver = minute == null || now - minute.beganNanos() >= MINUTE_NANOS;
        Minute counted = isOver ? new Minute(now, new HashSet<>()) : minute;
        counted.tokens().add(ByteBuffer.wrap(Sha256.hash(token)));
        byNetwork.put(network, counted);
    }
}
