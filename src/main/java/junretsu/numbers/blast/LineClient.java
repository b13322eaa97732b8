package junretsu.numbers.blast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Sends a single line on a connection of its own, and sees whether the server closes it. May be used by any thread. */
final class LineClient {
    private static final int CONNECT_LIMIT_MS = 5_000;
    private static final int LOOK_MS = 100;
    private static final int LOOKS = 100;

    private final InetSocketAddress target;
    private final BooleanSupplier isStopped;

    /** @param isStopped ends the wait for the server early */
    LineClient(InetSocketAddress target, BooleanSupplier isStopped) {
        this.target = target;
        this.isStopped = isStopped;
    }

    /**
     * Returns whether the server closes the connection within ten seconds of having been sent a line.
     *
     * @throws IOException when it takes no connection
     */
    boolean isClosedAfter(String line) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(target, CONNECT_LIMIT_MS);
            try {
                socket.setSoTimeout(LOOK_MS);
                socket.getOutputStream().write((line + '\n').getBytes(StandardCharsets.US_ASCII));
                return isClosed(socket);
            } catch (SocketException e) {
                return true;
            }
        }
    }

    private boolean isClosed(Socket socket) throws IOException {
        for (int look = 0; look < LOOKS && !isStopped.getAsBoolean(); look++) {
            try {
                return socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException e) {
                continue;
            }
        }
        return false;
    }
}
