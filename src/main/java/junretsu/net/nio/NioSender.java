package junretsu.net.nio;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import junretsu.net.DatagramSender;
import junretsu.net.RefusalHandler;

/**
 * One system call a packet, over a connected channel: naming the target in each call would cost a tenth of the rate. With
 * UDP_SEGMENT, a packet holds up to 128 datagrams.
 */
final class NioSender implements DatagramSender {
    /** UDP_MAX_SEGMENTS in linux/udp.h: 128 since Linux 6.2, 64 before; a kernel that knows fewer refuses the send. */
    private static final int SEGMENTS_MAX = 128;

    private static final int SEGMENTS_MAX_BEFORE_6_2 = 64;
    private static final int PACKET_BYTES_MAX = 65_507;
    private static final int PACKETS_A_CALL = 64;

    private final DatagramChannel channel;
    private int segmentsMax;
    private int datagramBytes;
    private int segments = 1;
    private long refused;
    private long errors;
    private String lastError;

    NioSender(DatagramChannel channel, boolean offload) {
        this.channel = channel;
        this.segmentsMax = offload ? SEGMENTS_MAX : 1;
    }

    @Override
    public int send(ByteBuffer bytes, int offset, int datagramBytes, int datagrams, RefusalHandler handler) {
        if (datagramBytes != this.datagramBytes) {
            this.datagramBytes = datagramBytes;
            prepareSegments();
        }
        int done = 0;
        while (done < datagrams) {
            int packet = Math.min(segments, datagrams - done);
            int start = offset + done * datagramBytes;
            int length = packet * datagramBytes;
            bytes.limit(start + length).position(start);
            try {
                if (channel.write(bytes) != length) {
                    break;
                }
            } catch (IOException e) {
                if (!(e instanceof PortUnreachableException) && lowerSegments()) {
                    continue;
                }
                refuse(e, packet);
                handler.onRefused(start, length, packet);
            }
            done += packet;
        }
        return done;
    }

    @Override
    public int batchMax(int datagramBytes) {
        return PACKETS_A_CALL * segmentsOf(datagramBytes);
    }

    @Override
    public int joinMax(int datagramBytes) {
        return segmentsOf(datagramBytes);
    }

    @Override
    public long refused() {
        return refused;
    }

    @Override
    public long errors() {
        return errors;
    }

    @Override
    public String lastError() {
        return lastError;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private int segmentsOf(int bytes) {
        return Math.max(1, Math.min(segmentsMax, PACKET_BYTES_MAX / bytes));
    }

    private void prepareSegments() {
        boolean had = segments > 1;
        segments = segmentsOf(datagramBytes);
        if ((had || segments > 1)
                && !InternalOptions.set(channel, InternalOptions.UDP_SEGMENT, segments > 1 ? datagramBytes : 0)) {
            segmentsMax = 1;
            segments = 1;
        }
    }

    private void refuse(IOException reason, int datagrams) {
        if (reason instanceof PortUnreachableException) {
            refused += datagrams;
        } else {
            errors += datagrams;
            lastError = reason.getMessage();
        }
    }

    /** The kernel or the path does not take so much in one send. @return whether less may do */
    private boolean lowerSegments() {
        if (segments == 1) {
            return false;
        }
        segmentsMax = segments > SEGMENTS_MAX_BEFORE_6_2 ? SEGMENTS_MAX_BEFORE_6_2 : 1;
        prepareSegments();
        return true;
    }
}
