package junretsu.net.linux.bpf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import junretsu.net.SourceRange;

/** Frames out of an interface, and the books of their votes. For one thread. */
public final class Crowd implements AutoCloseable {
    private final CrowdSender sender;
    private final Path untaken;
    private final long untakenBefore;
    private final long[] buttons = new long[256];
    private long frames;

    private Crowd(CrowdSender sender, Path untaken) throws IOException {
        this.sender = sender;
        this.untaken = untaken;
        untakenBefore = Long.parseLong(Files.readString(untaken).strip());
    }

    /** @param server IPv4 address behind the interface */
    public static Crowd at(String server, int port, String outOf) throws Exception {
        InetAddress address = InetAddress.getByName(server);
        NetworkInterface card = NetworkInterface.getByName(outOf);
        byte[] macs = Arrays.copyOf(Neighbour.of(address), 12);
        System.arraycopy(card.getHardwareAddress(), 0, macs, 6, 6);
        String network = server.substring(0, server.lastIndexOf('.')) + ".128/25";
        return new Crowd(
                new CrowdSender(
                        Bpf.calls(),
                        macs,
                        new InetSocketAddress(address, port),
                        SourceRange.parse(network),
                        card.getIndex(),
                        0),
                Path.of("/sys/class/net/" + outOf + "/statistics/tx_dropped"));
    }

    /** Skips the test where bpf(2) is refused. */
    public static void require() throws ReflectiveOperationException {
        Bpf.calls();
    }

    /** Sends datagrams of random votes in one call. */
    public void send(int datagrams, int votesEach, Random random) {
        byte[] votes = new byte[datagrams * votesEach];
        random.nextBytes(votes);
        ByteBuffer bytes = ByteBuffer.allocateDirect(votes.length).put(votes);
        sender.send(bytes, 0, votesEach, datagrams, (offset, length, refused) -> {
            throw new AssertionError(sender.lastError());
        });
        for (byte vote : votes) {
            buttons[vote & 0xFF]++;
        }
        frames += datagrams;
    }

    /** Votes for each button. */
    public long[] buttons() {
        return buttons;
    }

    public long frames() {
        return frames;
    }

    /** Frames that the queue of the interface behind had no room for. */
    public long untaken() throws IOException {
        return Long.parseLong(Files.readString(untaken).strip()) - untakenBefore;
    }

    @Override
    public void close() {
        sender.close();
    }
}
