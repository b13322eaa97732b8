package junretsu.net.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A channel without encryption. */
record PlainTransport(SocketChannel channel) implements Transport {
    @Override
    public boolean isOpen() {
        return true;
    }

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
}
