package junretsu.load.socket;

import java.nio.ByteBuffer;
import java.util.Arrays;
import junretsu.text.Utf8;

/**
 * A server's frames, read as they come and put together to messages (RFC 6455, 5.2 and 5.4).
 *
 * <pre>
 * byte 0              byte 1                  2, 8 or no bytes          length bytes
 * FIN RSV1-3 opcode   MASK length             the length, when          payload
 *  1    3      4       1   7, 126 = 2 bytes,  it is not in byte 1
 *                          127 = 8 bytes
 * </pre>
 *
 * <p>A server masks nothing and has agreed on no extension, so that MASK and RSV have to be 0. Not thread-safe.
 */
final class FrameReader {
    /** Longer than any message that the load expects; the server is not to fill this process's memory. */
    static final int MESSAGE_BYTES_MAX = 1 << 20;

    static final int CONTROL_BYTES_MAX = 125;
    static final int CODE_NONE = 1005;

    private static final int HEADER_BYTES_MAX = 10;
    private static final int MESSAGE_BYTES_START = 32;
    private static final int FIN = 0x80;
    private static final int RSV = 0x70;
    private static final int MASK = 0x80;
    private static final int LENGTH_OF_2_BYTES = 126;
    private static final int LENGTH_OF_8_BYTES = 127;
    private static final int NO_MESSAGE = 0;

    private final byte[] header = new byte[HEADER_BYTES_MAX];
    private int headerFilled;
    private int headerBytes = 2;
    private byte[] message = new byte[MESSAGE_BYTES_START];
    private int messageFilled;
    private int messageOpcode = NO_MESSAGE;
    private byte[] control;
    private int controlFilled;
    private int opcode;
    private int left;
    private boolean isClosed;

    /**
     * Reads on.
     *
     * @param in of which all is taken, unless the server has closed: behind its last frame nothing is read
     * @throws MalformedFrame when the bytes break the protocol; nothing may be read any more then
     */
    void read(ByteBuffer in, MessageHandler to) throws MalformedFrame {
        while (!isClosed && takeHeader(in) && takePayload(in)) {
            headerFilled = 0;
            headerBytes = 2;
            deliver(to);
        }
    }

    private boolean takeHeader(ByteBuffer in) throws MalformedFrame {
        if (headerFilled == headerBytes) {
            return true;
        }
        while (headerFilled < headerBytes) {
            if (!in.hasRemaining()) {
                return false;
            }
            header[headerFilled++] = in.get();
            if (headerFilled == 2) {
                checkFirst();
            }
        }
        left = length();
        return true;
    }

    private void checkFirst() throws MalformedFrame {
        opcode = header[0] & 0x0f;
        int length = header[1] & 0x7f;
        require((header[0] & RSV) == 0, "a reserved bit without an extension");
        require((header[1] & MASK) == 0, "a masked frame of a server");
        boolean isFinal = (header[0] & FIN) != 0;
        if (Opcode.isControl(opcode)) {
            require(opcode <= Opcode.PONG, "an unknown opcode");
            require(isFinal, "a control frame in fragments");
            require(length <= CONTROL_BYTES_MAX, "a control frame longer than 125 bytes");
        } else if (opcode == Opcode.CONTINUATION) {
            require(messageOpcode != NO_MESSAGE, "a continuation without a message");
        } else {
            require(opcode <= Opcode.BINARY, "an unknown opcode");
            require(messageOpcode == NO_MESSAGE, "a message within another one's fragments");
            messageOpcode = opcode;
        }
        headerBytes = length == LENGTH_OF_2_BYTES ? 4 : length == LENGTH_OF_8_BYTES ? HEADER_BYTES_MAX : 2;
    }

    private int length() throws MalformedFrame {
        long length = header[1] & 0x7f;
        if (headerBytes > 2) {
            length = 0;
            for (int i = 2; i < headerBytes; i++) {
                length = length << 8 | header[i] & 0xff;
            }
            int shorter = headerBytes == HEADER_BYTES_MAX ? 0xffff : CONTROL_BYTES_MAX;
            require(length < 0 || length > shorter, "a length in more bytes than it needs");
        }
        int before = Opcode.isControl(opcode) ? 0 : messageFilled;
        require(length >= 0 && length <= MESSAGE_BYTES_MAX - before, "a message longer than 1 MiB");
        return (int) length;
    }

    private boolean takePayload(ByteBuffer in) {
        int count = Math.min(left, in.remaining());
        if (Opcode.isControl(opcode)) {
            if (control == null) {
                control = new byte[CONTROL_BYTES_MAX];
            }
            in.get(control, controlFilled, count);
            controlFilled += count;
        } else {
            if (messageFilled + count > message.length) {
                message = Arrays.copyOf(message, Math.max(2 * message.length, messageFilled + count));
            }
            in.get(message, messageFilled, count);
            messageFilled += count;
        }
        left -= count;
        return left == 0;
    }

    private void deliver(MessageHandler to) throws MalformedFrame {
        if (Opcode.isControl(opcode)) {
            int length = controlFilled;
            controlFilled = 0;
            deliverControl(length, to);
        } else if ((header[0] & FIN) != 0) {
            int length = messageFilled;
            boolean isText = messageOpcode == Opcode.TEXT;
            messageFilled = 0;
            messageOpcode = NO_MESSAGE;
            if (isText) {
                require(Utf8.isValid(message, 0, length), "a text that is not UTF-8");
                to.text(message, length);
            } else {
                to.binary(message, length);
            }
        }
    }

    private void deliverControl(int length, MessageHandler to) throws MalformedFrame {
        if (opcode == Opcode.PING) {
            to.ping(control, length);
        } else if (opcode == Opcode.CLOSE) {
            isClosed = true;
            to.close(closeCode(length));
        }
    }

    private int closeCode(int length) throws MalformedFrame {
        if (length == 0) {
            return CODE_NONE;
        }
        require(length >= 2, "half a status code");
        int code = (control[0] & 0xff) << 8 | control[1] & 0xff;
        boolean isDefined = code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
        require(isDefined || code >= 3000 && code <= 4999, "a status code that may not be sent");
        require(Utf8.isValid(control, 2, length - 2), "a reason that is not UTF-8");
        return code;
    }

    private static void require(boolean holds, String fault) throws MalformedFrame {
        if (!holds) {
            throw new MalformedFrame(fault);
        }
    }
}
