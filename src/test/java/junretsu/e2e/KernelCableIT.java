package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import junretsu.net.linux.bpf.Cable;
import junretsu.net.linux.bpf.Crowd;
import junretsu.net.linux.bpf.TestDatagram;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.KernelSite;
import junretsu.testing.NetworkSpace;
import junretsu.testing.Seed;
import junretsu.testing.Soak;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frames that the test makes byte by byte, through a cable to a server with {@code --engine xdp}: whatever the
 * interface counts or passes on, the sum is the sender's. With a limit that nobody reaches, the sockets have the filter
 * as well.
 */
class KernelCableIT {
    private static final int PORT = 9999;
    /** With 20 bytes of IPv4's header, and no options. */
    private static final int LONGEST = 65_507;

    private static final int[] PAYLOADS = {0, 1, 2, 63, 64, 65, 1452, 1472, 9_000, LONGEST};
    private static final String IPV6 = "fd77::2";
    private static final String IPV6_SOURCE = "fd77::c8";
    /** Frames a call; each call takes the kernel some milliseconds to set up. */
    private static final int EACH = 16_000;

    private static final int VLAN = 5;
    private static final int INNER_VLAN = 6;

    @TempDir
    Path directory;

    private final long seed = Seed.draw();
    private final Random random = new Random(seed);
    private final long[] sent = new long[256];
    private long datagrams;
    private long empty;
    private KernelSite site;
    private Cable cable;

    @BeforeEach
    void prepare() throws Exception {
        site = KernelSite.in(directory);
        NetworkSpace space = site.space();
        space.run("addr", "add", IPV6 + "/64", "dev", space.innerCable(), "nodad");
    }

    @AfterEach
    void cleanUp() {
        if (cable != null) {
            cable.close();
        }
        if (site != null) {
            site.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1000000/s"})
    void everyVoteIsCountedOnceWhicheverWayItGoes(String limit) throws Exception {
        try (JunretsuProcess server = serve(limit)) {
            for (int payload : PAYLOADS) {
                byte[] votes = new byte[payload];
                random.nextBytes(votes);
                counts(ipv4(votes));
                counts(ipv6(votes));
                counts(ipv4(votes).withoutChecksum());
                counts(ipv4(votes).inFragmentsOf(576));
                if (payload < LONGEST) {
                    counts(ipv4(votes).withOptions());
                }
                counts(ipv6(votes).inFragmentsOf(1280));
                counts(ipv6(votes).withOptions());
                counts(ipv4(votes).tagged(0));
                counts(ipv6(votes).tagged(0));
            }
            for (int value = 0; value < 256; value++) {
                counts(value % 2 == 0 ? ipv4((byte) value) : ipv6((byte) value));
            }
            requireSums(server, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1000000/s"})
    void whatTheKernelWouldNotTakeIsNotCountedEither(String limit) throws Exception {
        try (JunretsuProcess server = serve(limit)) {
            for (int payload : new int[] {1, 2, 64, 65, 1400}) {
                byte[] votes = new byte[payload];
                random.nextBytes(votes);
                send(ipv4(votes).withWrongChecksum());
                send(ipv6(votes).withWrongChecksum());
                send(ipv6(votes).withoutChecksum());
                send(TestDatagram.of(source(), address(), PORT + 1, votes));
                send(TestDatagram.of(IPV6_SOURCE, IPV6, PORT - 1, votes));
                send(TestDatagram.of(source(), "10.77.0.99", PORT, votes));
                send(ipv4(votes).tagged(VLAN + 10));
                send(ipv4(votes).tagged(0, VLAN + 10));
                counts(ipv4(votes));
            }
            // Wrong checksums are found before a socket is, or at one, by the length.
            requireSums(server, 10);
        }
    }

    @Test
    void votesBehindVlanTagsAreCountedByTheSocketsOnce() throws Exception {
        vlan(site.space().innerCable(), "jrv", VLAN, "10.79.0.2/24");
        vlan("jrv", "jrw", INNER_VLAN, "10.80.0.2/24");
        try (JunretsuProcess server = serve("0")) {
            for (int payload : PAYLOADS) {
                byte[] votes = new byte[payload];
                random.nextBytes(votes);
                counts(TestDatagram.of("10.79.0.1", "10.79.0.2", PORT, votes).tagged(VLAN));
                counts(TestDatagram.of("10.80.0.1", "10.80.0.2", PORT, votes)
                        .tagged(VLAN, INNER_VLAN)
                        .inFragmentsOf(1400));
            }
            requireSums(server, 0);
        }
    }

    /** Skips the test on a kernel that has none. */
    private void vlan(String below, String name, int id, String address) {
        NetworkSpace space = site.space();
        String said =
                space.says("link", "add", "link", below, "name", name, "type", "vlan", "id", Integer.toString(id));
        Assumptions.assumeTrue(said.isBlank(), () -> "VLAN interfaces: " + said.strip());
        space.run("addr", "add", address, "dev", name);
        space.run("link", "set", name, "up");
    }

    @Test
    void portsOf254AddressesAreCountedInFlatMemory() throws Exception {
        String[] flags = {"--udp", "*:" + PORT, "--limit-source", "1000000/s"};
        try (JunretsuProcess server = site.xdp(flags);
                Crowd crowd =
                        Crowd.of("10.201.0.0/24", address(), PORT, site.space().outerCable())) {
            flood(crowd, 20_000);
            awaitCrowd(server, crowd);
            long[] residentKib = new long[4];
            for (int i = 0; i < residentKib.length; i++) {
                residentKib[i] = server.residentKib();
                flood(crowd, 254 * Soak.rounds(4_000, 65_535) / residentKib.length);
                awaitCrowd(server, crowd);
            }
            long grown = server.residentKib() - residentKib[1];
            System.out.println(crowd.frames() + " frames from as many sources; " + Arrays.toString(residentKib)
                    + " KiB resident before each quarter, at the end " + server.residentKib());
            assertThat(grown).as("KiB").isLessThan(16 << 10);
        }
    }

    private void flood(Crowd crowd, int frames) {
        for (int left = frames; left > 0; left -= EACH) {
            crowd.send(Math.min(left, EACH), 1, random);
        }
    }

    private static void awaitCrowd(JunretsuProcess server, Crowd crowd) throws IOException {
        long expected = crowd.frames() - crowd.untaken();
        Waiting.until(expected + " votes", () -> server.count("total") + server.count("dropped") == expected);
    }

    private JunretsuProcess serve(String limit) throws Exception {
        JunretsuProcess server = limit.equals("0")
                ? site.xdp("--udp", "*:" + PORT, "--rcvbuf", "8MiB")
                : site.xdp("--udp", "*:" + PORT, "--rcvbuf", "8MiB", "--limit-source", limit);
        cable = Cable.to(address(), site.space().outerCable());
        return server;
    }

    private TestDatagram ipv4(byte... votes) throws IOException {
        return TestDatagram.of(source(), address(), PORT, votes).fromPort(nextPort());
    }

    private TestDatagram ipv6(byte... votes) throws IOException {
        return TestDatagram.of(IPV6_SOURCE, IPV6, PORT, votes).fromPort(nextPort());
    }

    /** Also the number of the packet, by which fragments find each other. */
    private int nextPort() {
        return 20_000 + random.nextInt(40_000);
    }

    private String address() {
        return site.space().address();
    }

    private String source() {
        return address().replaceAll("\\.2$", ".200");
    }

    private void counts(TestDatagram datagram) throws IOException {
        send(datagram);
        for (byte vote : datagram.votes()) {
            sent[vote & 0xFF]++;
        }
        datagrams++;
        empty += datagram.votes().length == 0 ? 1 : 0;
    }

    private void send(TestDatagram datagram) throws IOException {
        for (byte[] frame : datagram.frames()) {
            cable.send(frame);
        }
    }

    /** @param droppedMax that the sockets may have thrown away */
    private void requireSums(JunretsuProcess server, long droppedMax) {
        Waiting.until("all datagrams, seed " + seed, () -> server.count("datagrams") == datagrams);
        assertThat(KernelSite.buttons(server)).as("seed %d", seed).isEqualTo(sent);
        assertThat(server.count("datagrams")).as("seed %d", seed).isEqualTo(datagrams);
        assertThat(server.count("empty")).isEqualTo(empty);
        assertThat(server.count("limited")).isZero();
        assertThat(server.count("dropped")).isBetween(0L, droppedMax);
        assertThat(server.terminate()).isZero();
    }
}
