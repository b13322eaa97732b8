package junretsu.net.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The bytes of a connection as its two ends mean them, whatever they are on the wire. One thread. */
interface Transport {

    /** @return the bytes read; 0 when there are none now, -1 at the end */
    int read(ByteBuffer into) throws IOException;

    /** Sends what the kernel takes; the rest stays in the buffer. */
    void write(ByteBuffer from) throws IOException;

    /** Returns true when bytes wait for the kernel that no caller's buffer holds any more. */
    boolean holdsBytes();

    /** Says that nothing more is written; what the other end sends can still be read. */
    void end() throws IOException;

    /** The channel itself, without encryption. */
    static Transport plain(SocketChannel channel) {
        return new Transport() {
            @Override
            public int read(ByteBuffer into) throws IOException {
                return channel.read(into);
            }

            @Override
            public void write(ByteBuffer from) throws IOException {
                channel.write(from);
            }

            @Override
            public boolean holdsBytes() {
                return false;
            }

            @Override
            public void end() throws IOException {
                channel.shutdownOutput();
            }
        };
    }
}
