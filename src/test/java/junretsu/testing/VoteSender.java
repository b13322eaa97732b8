package junretsu.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Random;

/** Sends votes in plain datagrams and knows what it sent. To be used by one thread; the counts may be read by others. */
public final class VoteSender implements AutoCloseable {
    private final DatagramChannel channel;
    private final long[] buttons = new long[256];
    private volatile long sent;

    public VoteSender(String host, int port) {
        try {
            channel = DatagramChannel.open();
            channel.connect(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static VoteSender to(JunretsuProcess server) {
        return new VoteSender("127.0.0.1", server.udpPort());
    }

    /** Sends one datagram. @return false when the kernel refused it, since nobody listens */
    public boolean send(byte... votes) {
        try {
            channel.write(ByteBuffer.wrap(votes));
        } catch (IOException e) {
            return false;
        }
        for (byte vote : votes) {
            buttons[vote & 0xFF]++;
        }
        sent += votes.length;
        return true;
    }

    /** Sends an empty datagram, which a channel would leave out, from a socket of its own. */
    public void sendEmpty() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(new byte[0], 0, channel.getRemoteAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends single votes at random, a few in each of the milliseconds; far below what a server takes. */
    public void sendPaced(Random random, int millis) {
        for (int i = 0; i < millis; i++) {
            for (int k = 0; k < 20; k++) {
                send((byte) random.nextInt(8));
            }
            Waiting.sleep(1);
        }
    }

    /** Votes that the kernel took. */
    public long sent() {
        return sent;
    }

    /** Votes for each button. */
    public long[] buttons() {
        return buttons;
    }

    /** Whether anything came back. */
    public boolean gotReply() {
        try {
            channel.configureBlocking(false);
            return channel.read(ByteBuffer.allocate(100)) != 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
