package junretsu.votes.blast.crowd;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import junretsu.testing.SocketServer;
import junretsu.testing.Waiting;

/** A votes server in the plainest way, a thread a connection, that can be made to lie about its tenth message
 * or to answer none from there on. */
final class LyingCrowdServer implements AutoCloseable {
    enum Lie {
        NONE,
        WRONG_ACCEPT,
        REFUSES,
        ACKNOWLEDGES_WHAT_WAS_NOT_SENT,
        SAYS_MORE,
        SAYS_LESS,
        TAKES_BACK,
        LOSES,
        COUNTS_ANOTHER_BUTTON,
        COUNTS_TWICE,
        LIMITS,
        CUTS_A_FRAME,
        NEVER_ANSWERS,
        MASKS,
        SHORT_ANSWER,
        TOTAL_IS_ANOTHER,
        IS_LATE,
        IS_SLOW
    }

    static final long SLOW_MS = 30;
    private static final int LIE_AT = 10;

    private final SocketServer server = new SocketServer("lying-crowd", this::serve);
    private final AtomicLongArray buttons = new AtomicLongArray(256);
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicInteger messages = new AtomicInteger();
    private final Lie lie;

    LyingCrowdServer(Lie lie) {
        this.lie = lie;
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    private void serve(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        String head = head(in);
        if (head.startsWith("GET /ws/vote?client=")) {
            talk(in, out, head);
        } else if (head.startsWith("GET /api/stream ")) {
            out.write(ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"));
            while (true) {
                out.write(ascii("data: " + counts() + "\n\n"));
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    return;
                }
            }
        } else {
            String counts = counts();
            out.write(ascii("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + counts.length() + "\r\n\r\n"
                    + counts));
        }
    }

    private void talk(DataInputStream in, OutputStream out, String head) throws IOException {
        if (lie == Lie.REFUSES) {
            out.write(ascii("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"));
            return;
        }
        String key = lie == Lie.WRONG_ACCEPT ? "another" : head.replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
        out.write(ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n"));
        long counted = 0;
        long limited = 0;
        while (true) {
            byte[] message = message(in);
            if (message == null) {
                return;
            }
            boolean lies = messages.incrementAndGet() == LIE_AT;
            int votes = message.length - 8;
            int limitedNow = lies && lie == Lie.LIMITS ? votes / 2 : 0;
            for (int i = 8; i < message.length - limitedNow; i++) {
                count(message[i] & 0xff, lies);
            }
            limited += limitedNow;
            counted += votes - limitedNow + (lies ? said() : 0);
            long number = ByteBuffer.wrap(message).getLong();
            if (messages.get() >= LIE_AT && lie == Lie.NEVER_ANSWERS) {
                continue;
            }
            if (lie == Lie.IS_SLOW) {
                Waiting.sleep(SLOW_MS);
            }
            answer(out, number + (lies && lie == Lie.ACKNOWLEDGES_WHAT_WAS_NOT_SENT ? 1 : 0), counted, limited, lies);
        }
    }

    private int said() {
        return switch (lie) {
            case SAYS_MORE -> 1;
            case SAYS_LESS -> -1;
            case TAKES_BACK -> -1_000;
            default -> 0;
        };
    }

    private void count(int button, boolean lies) {
        if (lies && lie == Lie.LOSES) {
            return;
        }
        if (lies && lie == Lie.IS_LATE) {
            late.incrementAndGet();
            return;
        }
        boolean isAnother = lies && lie == Lie.COUNTS_ANOTHER_BUTTON;
        buttons.addAndGet(isAnother ? button + 1 & 3 : button, lies && lie == Lie.COUNTS_TWICE ? 2 : 1);
    }

    private void answer(OutputStream out, long number, long counted, long limited, boolean lies) throws IOException {
        byte[] frame = ByteBuffer.allocate(26)
                .put((byte) 0x82)
                .put((byte) 24)
                .putLong(number)
                .putLong(counted)
                .putLong(limited)
                .array();
        if (lies && lie == Lie.CUTS_A_FRAME) {
            out.write(frame, 0, 13);
            throw new IOException("cut");
        }
        if (lies && lie == Lie.MASKS) {
            frame[1] |= (byte) 0x80;
        }
        if (lies && lie == Lie.SHORT_ANSWER) {
            frame[1]--;
            out.write(frame, 0, 25);
            return;
        }
        out.write(frame);
    }

    private String counts() {
        StringBuilder json = new StringBuilder();
        long total = lie == Lie.TOTAL_IS_ANOTHER && messages.get() > 0 ? 1 : 0;
        for (int button = 0; button < buttons.length(); button++) {
            json.append(button == 0 ? "" : ",")
                    .append('"')
                    .append(button)
                    .append("\":")
                    .append(buttons.get(button));
            total += buttons.get(button);
        }
        return "{\"event\":\"live\",\"total\":" + total + ",\"rejected\":0,\"late\":" + late.get() + ",\"buttons\":{"
                + json + "}}";
    }

    /** The payload of the next binary message; null at a close. */
    private static byte[] message(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        int length = second & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        }
        byte[] key = new byte[4];
        in.readFully(key);
        byte[] payload = new byte[length];
        in.readFully(payload);
        for (int i = 0; i < length; i++) {
            payload[i] ^= key[i % 4];
        }
        return first == 0x82 ? payload : null;
    }

    private static String head(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest(ascii(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        server.close();
    }
}
