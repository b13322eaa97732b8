package junretsu.net.linux.bpf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Arrays;

/**
 * Puts frames out of an interface as they are, whatever is in them: a program of one instruction redirects what the
 * kernel is told to make. For one thread.
 */
public final class Cable implements AutoCloseable {
    private final BpfCalls calls;
    private final int program;
    private final byte[] macs;

    private Cable(BpfCalls calls, int program, byte[] macs) {
        this.calls = calls;
        this.program = program;
        this.macs = macs;
    }

    /** @param server IPv4 address behind the interface */
    public static Cable to(String server, String outOf) throws Exception {
        BpfCalls calls = Bpf.calls();
        NetworkInterface card = NetworkInterface.getByName(outOf);
        byte[] macs = Neighbour.addresses(Neighbour.of(InetAddress.getByName(server)), card);
        Assembler redirect = new Assembler()
                .set(Register.R1, card.getIndex())
                .set(Register.R2, 0)
                .call(KernelFunction.REDIRECT)
                .exit();
        return new Cable(calls, calls.load(LoadedProgram.of(LoadedProgram.XDP, "test_cable", redirect)), macs);
    }

    /** Sends what is behind the two hardware addresses. */
    public void send(byte[] behindMacs) throws IOException {
        send(behindMacs, 1);
    }

    /** Sends the same several times. */
    public void send(byte[] behindMacs, int times) throws IOException {
        byte[] frame = Arrays.copyOf(macs, Math.max(60, 12 + behindMacs.length));
        System.arraycopy(behindMacs, 0, frame, 12, behindMacs.length);
        calls.runLive(program, frame, times, 64);
    }

    @Override
    public void close() {
        calls.close(program);
    }
}
