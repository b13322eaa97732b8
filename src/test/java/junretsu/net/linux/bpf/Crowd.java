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
    private final String outOf;
    private final long untakenBefore;
    private final long[] buttons = new long[256];
    private long frames;

    private Crowd(CrowdSender sender, String outOf) throws IOException {
        this.sender = sender;
        this.outOf = outOf;
        untakenBefore = untaken(outOf);
    }

    /** @param server IPv4 address behind the interface */
    public static Crowd at(String server, int port, String outOf) throws Exception {
        return of(server.substring(0, server.lastIndexOf('.')) + ".128/25", server, port, outOf);
    }

    /** @param sources as in {@code 10.9.0.0/16} */
    public static Crowd of(String sources, String server, int port, String outOf) throws Exception {
        return new Crowd(frames(sources, server, port, outOf).open(), outOf);
    }

    static CrowdFrames frames(String sources, String server, int port, String outOf) throws Exception {
        InetAddress address = InetAddress.getByName(server);
        NetworkInterface card = NetworkInterface.getByName(outOf);
        return new CrowdFrames(
                Bpf.calls(),
                Neighbour.addresses(Neighbour.of(address), card),
                new InetSocketAddress(address, port),
                SourceRange.parse(sources),
                card.getIndex());
    }

    /** Skips the test where bpf(2) is refused. */
    public static void require() throws ReflectiveOperationException {
        Bpf.calls();
    }

    /** Sends datagrams of random votes in one call. */
    public void send(int datagrams, int votesEach, Random random) {
        byte[] votes = new byte[datagrams * votesEach];
        random.nextBytes(votes);
        send(datagrams, votes);
    }

    /** Sends datagrams of one vote each for the same button. */
    public void send(int datagrams, byte button) {
        byte[] votes = new byte[datagrams];
        Arrays.fill(votes, button);
        send(datagrams, votes);
    }

    private void send(int datagrams, byte[] votes) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(votes.length).put(votes);
        sender.send(bytes, 0, votes.length / datagrams, datagrams, (offset, length, refused) -> {
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
        return untaken(outOf) - untakenBefore;
    }

    /** The same of all that this interface has sent. */
    public static long untaken(String outOf) throws IOException {
        return Long.parseLong(Files.readString(Path.of("/sys/class/net/" + outOf + "/statistics/tx_dropped"))
                .strip());
    }

    @Override
    public void close() {
        sender.close();
    }
}
