package junretsu.numbers.blast;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import junretsu.base.Clock;
import junretsu.numbers.NumberWire;

/** Standard output, or another stream: the kernel has the lines once they are written, whoever reads them. */
final class StreamSink implements LineSink {
    private final WritableByteChannel stream;
    private final boolean terminates;
    private final Clock clock;
    private long waitedNanos;

    /** @param terminates whether the last line is {@code terminate} */
    StreamSink(WritableByteChannel stream, boolean terminates, Clock clock) {
        this.stream = stream;
        this.terminates = terminates;
        this.clock = clock;
    }

    @Override
    public void write(ByteBuffer lines) throws IOException {
        long before = clock.nanoTime();
        stream.write(lines);
        waitedNanos += clock.nanoTime() - before;
    }

    @Override
    public long waitedNanos() {
        return waitedNanos;
    }

    @Override
    public void end(boolean isWhole) throws IOException {
        if (terminates && isWhole) {
            ByteBuffer line = ByteBuffer.wrap((NumberWire.TERMINATE + '\n').getBytes(StandardCharsets.US_ASCII));
            while (line.hasRemaining()) {
                stream.write(line);
            }
        }
    }

    @Override
    public boolean isRead() {
        return true;
    }

    @Override
    public String closed() {
        return "whoever reads standard output closed it";
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
