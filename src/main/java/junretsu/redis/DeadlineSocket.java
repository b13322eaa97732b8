package junretsu.redis;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.function.Supplier;
import junretsu.base.Deadline;

/**
 * A socket whose reads all together end by a deadline, however many they are: a peer that sends byte by byte gains no
 * time.
 */
final class DeadlineSocket extends Socket {
    private final Supplier<Deadline> deadline;

    /** @param deadline of what is under way at the moment of a read */
    DeadlineSocket(Supplier<Deadline> deadline) {
        this.deadline = deadline;
    }

    /** @throws SocketTimeoutException when no time is left */
    static int remainingMs(Deadline deadline) throws SocketTimeoutException {
        int remaining = (int) deadline.remainingMs();
        if (remaining == 0) {
            throw new SocketTimeoutException("no whole reply in time");
        }
        return remaining;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                setSoTimeout(remainingMs(deadline.get()));
                return in.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                setSoTimeout(remainingMs(deadline.get()));
                return in.read(bytes, offset, length);
            }
        };
    }
}
