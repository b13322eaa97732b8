package junretsu.net.nio;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import junretsu.net.DatagramSender;
import junretsu.net.RefusalHandler;
import junretsu.net.Segmentation;

/**
 * One system call a packet, over a connected channel: naming the target in each call would cost a tenth of the rate.
 * With UDP_SEGMENT, a packet holds up to 128 datagrams.
 */
final class NioSender implements DatagramSender {
    private static final int PACKETS_A_CALL = 64;

    private final DatagramChannel channel;
    private final Segmentation segmentation;
    private long refused;
    private long errors;
    private String lastError;

    NioSender(DatagramChannel channel, boolean offload) {
        this.channel = channel;
        segmentation =
                new Segmentation(bytes -> InternalOptions.set(channel, Segmentation.UDP_SEGMENT, bytes), offload);
    }

    @Override
    public int send(ByteBuffer bytes, int offset, int datagramBytes, int datagrams, RefusalHandler handler) {
        int done = 0;
        while (done < datagrams) {
            int packet = Math.min(segmentation.prepare(datagramBytes), datagrams - done);
            int start = offset + done * datagramBytes;
            int length = packet * datagramBytes;
            bytes.limit(start + length).position(start);
            try {
                if (channel.write(bytes) != length) {
                    break;
                }
            } catch (ClosedChannelException e) {
                throw new IllegalStateException("the sender is closed", e);
            } catch (IOException e) {
                if (!(e instanceof PortUnreachableException) && segmentation.shrink()) {
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
        return PACKETS_A_CALL * segmentation.maxSegments(datagramBytes);
    }

    @Override
    public int joinMax(int datagramBytes) {
        return segmentation.maxSegments(datagramBytes);
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

    private void refuse(IOException reason, int datagrams) {
        if (reason instanceof PortUnreachableException) {
            refused += datagrams;
        } else {
            errors += datagrams;
            lastError = reason.getMessage();
        }
    }
}
