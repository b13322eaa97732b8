package junretsu.net.linux.bpf;

import java.io.IOException;
import java.nio.ByteBuffer;
import junretsu.net.DatagramSender;
import junretsu.net.RefusalHandler;

/**
 * Sends datagrams of up to 64 bytes as frames that the kernel makes by itself, each from a source of its own. No socket
 * and no system call a datagram is in their way. A frame that the interface cannot take is lost, and nobody says so: it
 * shows as lost where what arrived is compared.
 */
public final class CrowdSender implements DatagramSender {
    static final int PAYLOAD_MAX = 64;

    /** Frames that the kernel makes and hands over at a time, as a driver's receive queue does. */
    private static final int BATCH = 64;

    /** In which a call that does nothing but send takes some milliseconds. */
    private static final int FRAMES_MAX = 16_384;

    private final BpfCalls calls;
    private final CrowdFrames frames;
    private int program;
    private int payload;
    private byte[] frame;
    private long errors;
    private String lastError;
    private boolean isClosed;

    CrowdSender(BpfCalls calls, CrowdFrames frames) {
        this.calls = calls;
        this.frames = frames;
    }

    @Override
    public int send(ByteBuffer bytes, int offset, int datagramBytes, int datagrams, RefusalHandler handler) {
        if (isClosed) {
            throw new IllegalStateException("the sender is closed");
        }
        FrameMap.Slot slot;
        try {
            slot = frames.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
        try {
            return send(slot, bytes, offset, datagramBytes, Math.min(datagrams, batchMax(datagramBytes)), handler);
        } finally {
            frames.give(slot);
        }
    }

    private int send(
            FrameMap.Slot slot, ByteBuffer bytes, int offset, int datagramBytes, int count, RefusalHandler handler) {
        slot.begin(bytes, offset, count * datagramBytes);
        try {
            prepare(datagramBytes);
            FrameProgram.setSlot(frame, slot.index());
            calls.runLive(program, frame, count, BATCH);
        } catch (IOException e) {
            int made = slot.made();
            lastError = e.getMessage();
            errors += count - made;
            handler.onRefused(offset + made * datagramBytes, (count - made) * datagramBytes, count - made);
        }
        return count;
    }

    private void prepare(int datagramBytes) throws IOException {
        if (datagramBytes == payload) {
            return;
        }
        if (datagramBytes > PAYLOAD_MAX) {
            throw new IOException("a frame of a crowd carries up to " + PAYLOAD_MAX + " votes");
        }
        program = frames.program(datagramBytes);
        frame = frames.frame(datagramBytes);
        payload = datagramBytes;
    }

    @Override
    public int batchMax(int datagramBytes) {
        return Math.min(FRAMES_MAX, FrameMap.datagrams(datagramBytes));
    }

    @Override
    public int joinMax(int datagramBytes) {
        return 1;
    }

    @Override
    public long refused() {
        return 0;
    }

    @Override
    public long errors() {
        return errors;
    }

    @Override
    public String lastError() {
        return lastError;
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            frames.release();
        }
    }
}
