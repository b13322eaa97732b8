package junretsu.net.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;

/** The bytes of a connection as its two ends mean them, whatever they are on the wire. One thread. */
public interface Transport {
    /**
     * The room that {@link #read} needs: a record of TLS has up to 16 KiB (RFC 8446, section 5.1), and some to spare.
     */
    int READ_BYTES_MIN = 48 << 10;

    /** Returns true once bytes of the ends can be exchanged; until then {@link #read} brings that about. */
    boolean isOpen();

    /**
     * Reads what there is.
     *
     * @param into a buffer with room for {@link #READ_BYTES_MIN}, if this is encrypted
     * @return the bytes read; 0 when there are none now, -1 at the end
     */
    int read(ByteBuffer into) throws IOException;

    /** Sends what the kernel takes; the rest stays in the buffer. Before it {@link #isOpen} nothing is sent. */
    void write(ByteBuffer from) throws IOException;

    /**
     * Returns true when bytes wait for the kernel that no caller's buffer holds any more; {@link #write} sends them.
     */
    boolean holdsBytes();

    /** Says that nothing more is written; what the other end sends can still be read. */
    void end() throws IOException;

    /** The channel itself, without encryption. */
    static Transport plain(SocketChannel channel) {
        return new PlainTransport(channel);
    }

    /**
     * TLS over a channel that does not block.
     *
     * @param engine that knows whether it is the client's, and has done nothing yet
     */
    static Transport tls(SocketChannel channel, SSLEngine engine) throws IOException {
        return new TlsTransport(channel, engine);
    }
}
