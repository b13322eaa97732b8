package junretsu.net;

import java.util.function.IntPredicate;

/**
 * The number of datagrams that one send on a socket may carry (UDP_SEGMENT), found by trying: a number that the kernel
 * or the path rejects is not tried again. Belongs to one sender.
 */
public final class Segmentation {
    /** In linux/in.h; the level of the two options, which are in linux/udp.h. */
    public static final int IPPROTO_UDP = 17;

    public static final int UDP_SEGMENT = 103;
    public static final int UDP_GRO = 104;

    /** UDP_MAX_SEGMENTS in linux/udp.h: 128 since Linux 6.2, 64 before. A kernel does not take a send with more. */
    private static final int SEGMENTS_MAX = 128;

    private static final int SEGMENTS_MAX_BEFORE_6_2 = 64;

    /** The largest packet of IPv4, 65,535 bytes, less IP's header of 20 and UDP's of 8. IPv6 takes 20 more. */
    private static final int PACKET_BYTES_MAX = 65_507;

    private final IntPredicate option;
    private int limit;
    private int datagramBytes;
    private int segments = 1;

    /**
     * @param option sets the socket's UDP_SEGMENT to a size in bytes, 0 for none; false when the system rejects it
     * @param offload whether more than one datagram is to be tried
     */
    public Segmentation(IntPredicate option, boolean offload) {
        this.option = option;
        limit = offload ? SEGMENTS_MAX : 1;
    }

    /** Sets the socket up for datagrams of this size, at least 1 byte, and returns how many may be in one send. */
    public int prepare(int bytes) {
        if (bytes != datagramBytes) {
            datagramBytes = bytes;
            apply();
        }
        return segments;
    }

    /** The most that {@link #prepare} would return. */
    public int maxSegments(int bytes) {
        return Math.max(1, Math.min(limit, PACKET_BYTES_MAX / bytes));
    }

    /** Records that the kernel rejected a send, and returns whether it may take a smaller one. */
    public boolean shrink() {
        if (segments == 1) {
            return false;
        }
        limit = segments > SEGMENTS_MAX_BEFORE_6_2 ? SEGMENTS_MAX_BEFORE_6_2 : 1;
        apply();
        return true;
    }

    private void apply() {
        boolean wasSet = segments > 1;
        segments = maxSegments(datagramBytes);
        if ((wasSet || segments > 1) && !option.test(segments > 1 ? datagramBytes : 0)) {
            limit = 1;
            segments = 1;
        }
    }
}
