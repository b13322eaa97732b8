package junretsu.numbers.serve;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import junretsu.net.tcp.Framing;
import junretsu.net.tcp.TcpLimit;
import junretsu.net.tcp.TcpPeer;
import junretsu.numbers.NumberWire;

/** Hands what a loop has read to a {@link LineTaker}, all whole lines as one message. No client is answered. */
final class LineTakerFraming implements Framing {
    private static final byte[] NO_WORDS = {};

    private final LineTaker taker;
    private ByteBuffer view = view(NO_WORDS);

    LineTakerFraming(LineTaker taker) {
        this.taker = taker;
    }

    @Override
    public int take(TcpPeer peer, byte[] bytes, int from, int to, int fresh) {
        if (view.array() != bytes) {
            view = view(bytes);
        }
        boolean takesMore = taker.take(view.limit(to).position(from));
        if (!takesMore) {
            peer.close();
        }
        return view.position() - from;
    }

    @Override
    public void ended(TcpPeer peer, int halfBytes) {
        if (halfBytes > 0) {
            taker.counts().addUnfinished();
        }
    }

    /** Longer than any line that is not whole: that is rejected before. */
    @Override
    public int messageBytesMax(byte[] bytes, int from, int to) {
        return 2 * NumberWire.LINE_BYTES;
    }

    @Override
    public byte[] lastWords(TcpLimit passed) {
        return NO_WORDS;
    }

    private static ByteBuffer view(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
