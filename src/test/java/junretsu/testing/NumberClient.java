package junretsu.testing;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;

/** A client of the numbers task: a plain socket. */
public final class NumberClient implements AutoCloseable {
    private final Socket socket;

    public NumberClient(JunretsuProcess server) throws IOException {
        socket = new Socket("127.0.0.1", server.tcpPort());
        socket.setSoTimeout(10_000);
    }

    public void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @return false when the server has gone */
    public boolean trySend(String text) {
        try {
            send(text);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends random numbers until the server has gone. @param sent told of each before it is sent */
    public void flood(Random random, Set<String> sent) {
        boolean isOpen = true;
        while (isOpen) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 500; i++) {
                String line = String.format("%09d", random.nextInt(1_000_000_000));
                sent.add(line);
                lines.append(line).append('\n');
            }
            isOpen = trySend(lines.toString());
        }
    }

    /** Waits for the server's end; anything that it says would be a fault. */
    public boolean isClosed() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
