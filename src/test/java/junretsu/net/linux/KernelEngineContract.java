package junretsu.net.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import junretsu.net.CountKeeper;
import junretsu.net.CountingEngine;
import junretsu.net.CountingGroup;
import junretsu.net.DatagramEngine;
import junretsu.net.DatagramSender;
import junretsu.net.EngineContract;
import junretsu.net.EngineOptions;
import junretsu.net.KernelCounts;
import junretsu.net.linux.bpf.LeftCounts;
import junretsu.testing.Mounted;
import junretsu.testing.Seed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Beyond what every engine must do: the kernel's counts and what the receivers get are together what was sent. On
 * loopback, where nothing passes the interface of {@code xdp}.
 */
abstract class KernelEngineContract extends EngineContract {
    private static final String NODE = "00112233445566778899aabbccddeeff";
    private static final InetSocketAddress EVERYWHERE = new InetSocketAddress(0);

    @TempDir
    static Path bpffs;

    private static Mounted mounted;

    private final long[] kept = new long[272];
    private final Keeper keeper = new Keeper();
    private CountingEngine engine;

    /** The counts of an earlier group, and how often they were handed over. */
    private final class Keeper implements CountKeeper {
        private long recovered;

        @Override
        public String node() {
            return NODE;
        }

        @Override
        public String event() {
            return "contract";
        }

        @Override
        public int meaning() {
            return 256;
        }

        @Override
        public long predecessor() {
            return 0;
        }

        @Override
        public long[] kept() {
            return kept.clone();
        }

        @Override
        public void recover(long[] before, int meaning, long[] counts) {
            recovered = 0;
            for (int value = 0; value < KernelCounts.VALUES; value++) {
                recovered += counts[value];
            }
        }
    }

    abstract String type();

    abstract List<String> interfaces();

    @BeforeAll
    static void mount() {
        mounted = Mounted.bpffs(bpffs);
    }

    @AfterAll
    static void unmount() {
        if (mounted != null) {
            mounted.close();
        }
    }

    @Override
    protected DatagramEngine engine() throws Exception {
        if (engine == null) {
            EngineOptions.Kernel kernel = new EngineOptions.Kernel(bpffs, interfaces(), null, null);
            engine = (CountingEngine) LinuxEngines.open(type(), new EngineOptions(true, false, kernel));
        }
        return engine;
    }

    private CountingGroup bind() throws Exception {
        return ((CountingEngine) engine()).bind(EVERYWHERE, 2, 4 << 20, keeper);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void countsAndReceiversTogetherHaveEachByteOnce(String host) throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        long[] sent = new long[KernelCounts.VALUES];
        long datagrams = 0;
        try (CountingGroup group = bind();
                CountingGroup.Counting counting = group.counting();
                DatagramSender sender = to(group, host)) {
            for (int size : new int[] {1, 2, 63, 64, 65, 1472, 1473, 9_000, 65_507}) {
                int count = size < 100 ? 300 : 3;
                byte[] votes = new byte[size * count];
                random.nextBytes(votes);
                ByteBuffer bytes = ByteBuffer.allocateDirect(votes.length).put(votes);
                assertThat(sender.send(bytes, 0, size, count, (offset, length, refused) -> {
                            throw new AssertionError("refused");
                        }))
                        .isEqualTo(count);
                for (byte vote : votes) {
                    sent[vote & 0xFF]++;
                }
                datagrams += count;
            }
            long[] cells = all(group);
            assertThat(java.util.Arrays.copyOf(cells, KernelCounts.VALUES))
                    .as("seed %d", seed)
                    .isEqualTo(sent);
            assertThat(cells[KernelCounts.DATAGRAMS]).isEqualTo(datagrams);
            assertThat(drops(group)).isZero();
        }
    }

    @Test
    void emptyDatagramsAreCountedOnce() throws Exception {
        try (CountingGroup group = bind();
                CountingGroup.Counting counting = group.counting();
                DatagramSocket socket = new DatagramSocket()) {
            InetSocketAddress target = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), group.localAddress().getPort());
            socket.send(new DatagramPacket(new byte[0], 0, target));
            socket.send(new DatagramPacket(new byte[] {7}, 1, target));

            long[] cells = all(group);
            assertThat(cells[KernelCounts.DATAGRAMS]).isEqualTo(2);
            assertThat(cells[KernelCounts.EMPTY]).isEqualTo(1);
            assertThat(cells[7]).isEqualTo(1);
        }
    }

    @Test
    void whatANextGroupFindsGoesOnOrIsHandedOverOnce() throws Exception {
        long counted;
        CountingGroup left = bind();
        try (DatagramSender sender = to(left, "127.0.0.1")) {
            sender.send(ByteBuffer.allocateDirect(100), 0, 1, 100, (offset, length, refused) -> {});
            long[] cells = new long[KernelCounts.CELLS];
            left.counting().read(cells);
            counted = cells[0];
        }
        left.close();
        try (CountingGroup group = bind();
                CountingGroup.Counting counting = group.counting()) {
            assertThat(keeper.recovered + all(group)[0]).isEqualTo(counted);
        }
    }

    @Test
    void countsThatWereClosedAreRefusedAndNotReadFromMemoryThatIsGone() throws Exception {
        CountingGroup group = bind();
        group.close();
        CountingGroup.Counting counting = group.counting();
        counting.close();

        assertThatThrownBy(() -> counting.read(new long[KernelCounts.CELLS])).isInstanceOf(IllegalStateException.class);
        assertThat(bpffs.resolve("junretsu").resolve(NODE)).doesNotExist();
    }

    @Test
    void countsThatAnotherProcessHasTakenOverGoOn() throws Exception {
        Path pin = bpffs.resolve("junretsu").resolve(NODE).resolve("counts");
        CountingGroup group = bind();
        long other = ProcessHandle.current().parent().orElseThrow().pid();
        LeftCounts.setOwner(pin, other, true);
        group.refuseFurther();
        group.close();
        group.counting().close();
        assertThat(pin).exists();
        assertThat(LeftCounts.owner(pin)).isEqualTo(other);

        LeftCounts.setOwner(pin, other, false);
        try (CountingGroup next = bind()) {
            next.counting().close();
        }
        assertThat(pin).doesNotExist();
    }

    @Test
    void countsAreTakenBackFromAProcessThatHasEnded() throws Exception {
        Path pin = bpffs.resolve("junretsu").resolve(NODE).resolve("counts");
        long self = ProcessHandle.current().pid();
        try (CountingGroup group = bind();
                CountingGroup.Counting counting = group.counting()) {
            LeftCounts.setOwner(pin, self + 1, false);
            counting.reclaim();
            assertThat(LeftCounts.owner(pin)).isEqualTo(self);
        }
    }

    private DatagramSender to(CountingGroup group, String host) throws Exception {
        return engine().connect(new InetSocketAddress(host, group.localAddress().getPort()));
    }

    private static long drops(CountingGroup group) throws IOException {
        long[] drops = new long[group.size()];
        group.kernelDrops(drops);
        return drops[0] + drops[1];
    }

    /** The kernel's cells, and in the same what the receivers get. */
    private static long[] all(CountingGroup group) throws IOException {
        long[] cells = new long[KernelCounts.CELLS];
        group.counting().read(cells);
        for (int i = 0; i < group.size(); i++) {
            int polled;
            do {
                polled = group.receiver(i).poll((buffer, offset, length, datagrams) -> {
                    for (int at = offset; at < offset + length; at++) {
                        cells[buffer.get(at) & 0xFF]++;
                    }
                    cells[KernelCounts.DATAGRAMS] += datagrams;
                    cells[KernelCounts.EMPTY] += length == 0 ? 1 : 0;
                });
            } while (polled > 0);
        }
        return cells;
    }
}
