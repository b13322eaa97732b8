package junretsu.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The places for readers of streams, or for others who stay. Those from one address get a share, half of all as a rule,
 * so that one address cannot keep the others out and a hall behind one router still has room. Of an IPv6 address the
 * first 64 bits count. This machine's own addresses are not limited, since a proxy on it brings everybody. May be
 * called by any thread.
 */
public final class StreamPlaces {
    private static final int NETWORK_BYTES = 8;
    private static final int RETRY_SECONDS = 5;

    /** The outcome of asking for a place. */
    public enum Entry {
        TAKEN,
        ALL_TAKEN,
        SHARE_TAKEN
    }

    private int max;
    private int shareMax;
    private final Map<ByteBuffer, Integer> byNetwork = new HashMap<>();
    private int taken;

    public StreamPlaces(int max) {
        this(max, Math.max(1, max / 2));
    }

    /**
     * Places of which one address gets so many.
     *
     * @param shareMax at least 1
     */
    public StreamPlaces(int max, int shareMax) {
        this.max = max;
        this.shareMax = shareMax;
    }

    /** As many places as this, or fewer where the heap is small. */
    public static StreamPlaces upTo(int max) {
        return new StreamPlaces(possible(max));
    }

    /** So many places, or those that the heap has room for. */
    static int possible(int max) {
        return Math.min(max, WebLimits.ofThisHeap().streams());
    }

    /** Makes it so many places, half of them for one address. Who has one keeps it. */
    void max(int places) {
        max(places, Math.max(1, places / 2));
    }

    /** Makes it so many places, and so many of them for one address. Who has one keeps it. */
    public synchronized void max(int places, int ofAddress) {
        max = places;
        shareMax = ofAddress;
    }

    synchronized int max() {
        return max;
    }

    /** Takes a place for as long as an answer is under way, or answers that there is none and returns false. */
    boolean admit(Exchange exchange) {
        Entry entry = take(exchange);
        if (entry == Entry.ALL_TAKEN) {
            exchange.unavailable("all places of this stream are taken", RETRY_SECONDS);
        } else if (entry == Entry.SHARE_TAKEN) {
            exchange.unavailable("one address has half of this stream's places", RETRY_SECONDS);
        }
        return entry == Entry.TAKEN;
    }

    /** Takes a place for as long as an answer is under way, if there is one. */
    Entry take(Exchange exchange) {
        InetAddress address = exchange.request().remoteAddress();
        Entry entry = enter(address);
        if (entry == Entry.TAKEN) {
            exchange.atEnd(() -> leave(address));
        }
        return entry;
    }

    /** Takes a place, which {@link #leave} gives back. */
    public synchronized Entry enter(InetAddress address) {
        if (taken >= max) {
            return Entry.ALL_TAKEN;
        }
        if (!address.isLoopbackAddress()) {
            if (byNetwork.getOrDefault(network(address), 0) >= shareMax) {
                return Entry.SHARE_TAKEN;
            }
            byNetwork.merge(network(address), 1, Integer::sum);
        }
        taken++;
        return Entry.TAKEN;
    }

    /** Gives a place back. */
    public synchronized void leave(InetAddress address) {
        taken--;
        byNetwork.computeIfPresent(network(address), (network, count) -> count == 1 ? null : count - 1);
    }

    /** Places that are taken. */
    public synchronized int taken() {
        return taken;
    }

    /** A name for all addresses that have one share. */
    public static String networkName(InetAddress address) {
        ByteBuffer network = network(address);
        return HexFormat.of().formatHex(network.array(), 0, network.limit());
    }

    private static ByteBuffer network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(bytes, 0, address instanceof Inet6Address ? NETWORK_BYTES : bytes.length);
    }
}
