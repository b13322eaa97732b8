package junretsu.net.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS over a channel. A handshake's signature, a few hundred microseconds, is made by the calling thread, since the
 * clients that use it keep their connections. Buffers are there only while they hold bytes.
 */
final class TlsTransport implements Transport {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;

    /** Received and not decrypted, ready to be read from; null when there is none. */
    private ByteBuffer received;

    /** Encrypted and not sent, ready to be read from; null when there is none. */
    private ByteBuffer unsent;

    private boolean isOpen;

    TlsTransport(SocketChannel channel, SSLEngine engine) throws SSLException {
        this.channel = channel;
        this.engine = engine;
        engine.beginHandshake();
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public boolean holdsBytes() {
        return unsent != null;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int before = into.position();
        ByteBuffer input = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        if (received != null) {
            input.put(received);
        }
        int got;
        do {
            got = channel.read(input);
            input.flip();
            unwrap(input, into);
            input.compact();
        } while (got > 0 && into.position() == before);
        received = input.position() == 0 ? null : input.flip();
        boolean isEnd = got < 0 || engine.isInboundDone();
        return into.position() == before && isEnd ? -1 : into.position() - before;
    }

    /** Decrypts all whole records; a caller's buffer has room for what one read of the channel brings. */
    private void unwrap(ByteBuffer input, ByteBuffer into) throws IOException {
        SSLEngineResult result;
        do {
            shakeHands();
            result = engine.unwrap(input, into);
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
                throw new SSLException("a record of TLS is longer than its buffer");
            }
        } while (result.getStatus() == SSLEngineResult.Status.OK
                && result.bytesConsumed() > 0
                && (input.hasRemaining() || engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK));
        shakeHands();
    }

    /** Does what the handshake asks of this side, until it waits for the other. */
    private void shakeHands() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                        task.run();
                    }
                }
                case NEED_WRAP -> {
                    if (!wrap(NOTHING)) {
                        return;
                    }
                }
                case NOT_HANDSHAKING, FINISHED -> {
                    isOpen = true;
                    return;
                }
                default -> {
                    return;
                }
            }
        }
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        send();
        if (!isOpen) {
            shakeHands();
        }
        while (isOpen && unsent == null && from.hasRemaining()) {
            if (!wrap(from)) {
                throw new SSLException("the connection has been ended");
            }
        }
    }

    /** Encrypts what makes one record, and sends it. @return false when nothing can be sent any more */
    private boolean wrap(ByteBuffer from) throws IOException {
        ByteBuffer output = ByteBuffer.allocate(engine.getSession().getPacketBufferSize() + holding());
        if (unsent != null) {
            output.put(unsent);
        }
        SSLEngineResult result = engine.wrap(from, output);
        unsent = output.flip();
        send();
        return result.getStatus() == SSLEngineResult.Status.OK;
    }

    private int holding() {
        return unsent == null ? 0 : unsent.remaining();
    }

    private void send() throws IOException {
        if (unsent != null) {
            channel.write(unsent);
            unsent = unsent.hasRemaining() ? unsent : null;
        }
    }

    @Override
    public void end() throws IOException {
        engine.closeOutbound();
        shakeHands();
        channel.shutdownOutput();
    }
}
