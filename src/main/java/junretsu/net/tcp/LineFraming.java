package junretsu.net.tcp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Messages that are lines: each ends with a line feed, in front of which a carriage return is no part of it. Eight
 * bytes at a time are searched for the line feed.
 */
public abstract class LineFraming implements Framing {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LINE_FEEDS = '\n' * ONES;
    private static final long HIGH_BITS = 0x80 * ONES;

    /** Takes a line, which may be empty. The bytes are valid until this returns, and may be changed. */
    protected abstract void line(TcpPeer peer, byte[] bytes, int from, int length);

    @Override
    public final int take(TcpPeer peer, byte[] bytes, int from, int to, int fresh) {
        int at = from;
        int search = fresh;
        while (peer.takesMore()) {
            int end = lineFeed(bytes, search, to);
            if (end == to) {
                break;
            }
            int stop = end > at && bytes[end - 1] == '\r' ? end - 1 : end;
            if (stop - at > messageBytesMax(bytes, at, stop)) {
                peer.endBecause(TcpLimit.MESSAGE_BYTES);
            } else {
                line(peer, bytes, at, stop - at);
            }
            at = end + 1;
            search = at;
        }
        return at - from;
    }

    /** Returns the index of the first line feed; {@code to} when there is none. */
    public static int lineFeed(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - 8; at += 8) {
            long word = (long) LONG.get(bytes, at) ^ LINE_FEEDS;
            long found = word - ONES & ~word & HIGH_BITS;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }
}
