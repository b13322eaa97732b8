package junretsu.net.linux.bpf;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import junretsu.net.DatagramSender;
import junretsu.net.RefusalHandler;
import junretsu.net.SourceRange;

/**
 * Sends datagrams of up to 64 bytes as frames that the kernel makes by itself, each from a source of its own. No socket
 * and no system call a datagram is in their way. A frame that the interface cannot take is lost, and nobody says so: it
 * shows as lost where what arrived is compared.
 */
public final class CrowdSender implements DatagramSender {
    private static final int PAYLOAD_MAX = 64;

    /** Frames that the kernel makes and hands over at a time, as a driver's receive queue does. */
    private static final int BATCH = 64;

    /** In which a call that does nothing but send takes some milliseconds. */
    private static final int FRAMES_MAX = 16_384;

    private final BpfCalls calls;
    private final FrameMap map;
    private final byte[] macs;
    private final InetSocketAddress target;
    private final SourceRange sources;
    private final int interfaceIndex;
    private int program = -1;
    private int payload;
    private byte[] frame;
    private long errors;
    private String lastError;
    private boolean isClosed;

    /**
     * Makes a sender.
     *
     * @param macs the receiver's address and the interface's own, 12 bytes
     * @param target an IPv4 address
     * @param first the number of the first frame, by which its source is chosen
     */
    public CrowdSender(
            BpfCalls calls, byte[] macs, InetSocketAddress target, SourceRange sources, int interfaceIndex, long first)
            throws IOException {
        this.calls = calls;
        this.macs = macs.clone();
        this.target = target;
        this.sources = sources;
        this.interfaceIndex = interfaceIndex;
        map = new FrameMap(calls, first);
    }

    @Override
    public int send(ByteBuffer bytes, int offset, int datagramBytes, int datagrams, RefusalHandler handler) {
        if (isClosed) {
            throw new IllegalStateException("the sender is closed");
        }
        int frames = Math.min(datagrams, batchMax(datagramBytes));
        try {
            prepare(datagramBytes);
            map.begin(bytes, offset, frames * datagramBytes);
            calls.runLive(program, frame, frames, BATCH);
            return frames;
        } catch (IOException e) {
            int made = program < 0 ? 0 : map.made();
            lastError = e.getMessage();
            errors += frames - made;
            handler.onRefused(offset + made * datagramBytes, (frames - made) * datagramBytes, frames - made);
            return frames;
        }
    }

    private void prepare(int datagramBytes) throws IOException {
        if (datagramBytes == payload) {
            return;
        }
        if (datagramBytes > PAYLOAD_MAX) {
            throw new IOException("a frame of a crowd carries up to " + PAYLOAD_MAX + " votes");
        }
        release();
        frame = FrameProgram.frame(macs, target.getAddress().getAddress(), target.getPort(), datagramBytes);
        program = calls.load(FrameProgram.assemble(map.descriptor(), frame, datagramBytes, sources, interfaceIndex));
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
            release();
            calls.close(map.descriptor());
        }
    }

    private void release() {
        if (program >= 0) {
            calls.close(program);
            program = -1;
        }
    }
}
