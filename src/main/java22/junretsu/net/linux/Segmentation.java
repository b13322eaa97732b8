package junretsu.net.linux;

/**
 * How many datagrams one send may hold on a socket, found out as it goes: what the kernel or the path does not take is not
 * tried again. Belongs to one sender.
 */
final class Segmentation {
    private static final int SEGMENTS_MAX_BEFORE_6_2 = 64;

    private final LinuxSocket socket;
    private int limit;
    private int datagramBytes;
    private int segments = 1;

    Segmentation(LinuxSocket socket, boolean offload) {
        this.socket = socket;
        this.limit = offload ? LinuxSocket.SEGMENTS_MAX : 1;
    }

    /** Sets the socket up for datagrams of this size. @return how many may be in one send */
    int prepare(int bytes) {
        if (bytes != datagramBytes) {
            datagramBytes = bytes;
            apply();
        }
        return segments;
    }

    /** The most that {@link #prepare} would return. */
    int maxSegments(int bytes) {
        return Math.max(1, Math.min(limit, LinuxSocket.PACKET_BYTES_MAX / bytes));
    }

    /** The kernel did not take a send. @return whether it may take a smaller one */
    boolean shrink() {
        if (segments == 1) {
            return false;
        }
        limit = segments > SEGMENTS_MAX_BEFORE_6_2 ? SEGMENTS_MAX_BEFORE_6_2 : 1;
        apply();
        return true;
    }

    private void apply() {
        segments = maxSegments(datagramBytes);
        int size = segments > 1 ? datagramBytes : 0;
        if (socket.trySet(Kernel.IPPROTO_UDP, Kernel.UDP_SEGMENT, size) < 0) {
            limit = 1;
            segments = 1;
        }
    }
}
