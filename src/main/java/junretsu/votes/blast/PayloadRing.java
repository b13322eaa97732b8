package junretsu.votes.blast;

import java.nio.ByteBuffer;
import junretsu.votes.VoteWire;

/**
 * The votes that one sender sends, prepared: datagrams of equal size one behind another in a direct buffer, sent over
 * and over. So the first n datagrams are known without having counted anything while sending. To be used by one thread.
 */
final class PayloadRing {
    /** Small enough to stay in a core's cache, large enough that the mix comes out. */
    private static final int BYTES_WANTED = 256 << 10;

    private final ByteBuffer bytes;
    private final int payload;
    private final int datagrams;

    /** @param payload bytes of a datagram */
    PayloadRing(ButtonMix mix, int payload, long seed) {
        this.payload = payload;
        this.datagrams = Math.max(1, BYTES_WANTED / payload);
        this.bytes = ByteBuffer.allocateDirect(datagrams * payload).put(mix.sample(datagrams * payload, seed));
    }

    /** The prepared datagrams; the buffer's position and limit mean nothing. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** The position of a datagram in {@link #bytes}. */
    int offset(long datagram) {
        return (int) (datagram % datagrams) * payload;
    }

    /** The number of datagrams that lie one behind another from this one on, at least 1. */
    int consecutive(long datagram) {
        return datagrams - (int) (datagram % datagrams);
    }

    /** Adds the votes for each button in the first so many bytes that were sent. */
    void count(long sentBytes, long[] buttons) {
        int size = datagrams * payload;
        bytes.clear();
        long[] inAll = new long[VoteWire.BUTTONS];
        long[] inPart = new long[VoteWire.BUTTONS];
        int part = (int) (sentBytes % size);
        for (int i = 0; i < size; i++) {
            int button = bytes.get(i) & 0xFF;
            inAll[button]++;
            inPart[button] += i < part ? 1 : 0;
        }
        for (int button = 0; button < VoteWire.BUTTONS; button++) {
            buttons[button] += sentBytes / size * inAll[button] + inPart[button];
        }
    }
}
