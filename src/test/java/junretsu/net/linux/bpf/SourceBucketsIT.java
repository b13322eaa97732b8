package junretsu.net.linux.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import junretsu.net.KernelCounts;
import junretsu.testing.Seed;
import junretsu.testing.Soak;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both programs with limited sources, in the real kernel. */
class SourceBucketsIT {
    /** Longer than any test, so that no token comes back. */
    private static final long NEVER = TimeUnit.HOURS.toNanos(1);

    private BpfCalls calls;
    private CountMap map;
    private SourceBuckets buckets;
    private int program = -1;

    @BeforeEach
    void open() throws Exception {
        calls = Bpf.calls();
        map = CountMap.make(calls);
        map.header().setAddress(0, Frames.IPV4);
        map.header().setAddress(0, Frames.IPV6);
    }

    @AfterEach
    void close() {
        if (program >= 0) {
            calls.close(program);
        }
        if (buckets != null) {
            buckets.close();
        }
        if (map != null) {
            map.close();
        }
    }

    private void loadXdp(long intervalNanos, int burst, int sources) throws IOException {
        buckets = SourceBuckets.make(calls, intervalNanos, burst, sources);
        program = calls.load(XdpProgram.assemble(map, buckets, Frames.MAC, Frames.PORT));
    }

    @Test
    void randomFramesOfManySourcesCountAsInTheModel() throws IOException {
        long seed = Seed.draw();
        Random random = new Random(seed);
        loadXdp(NEVER, 200, 1 << 12);
        long[] expected = new long[KernelCounts.CELLS];
        XdpModel model = new XdpModel(expected, 200);
        for (int i = 0; i < Soak.rounds(50_000, 1_000_000); i++) {
            byte[] frame = XdpProgramIT.frame(random);
            assertThat(calls.run(program, frame))
                    .as("seed %d, frame %d", seed, i)
                    .isEqualTo(model.counts(frame) ? XdpProgram.XDP_DROP : XdpProgram.XDP_PASS);
        }
        assertThat(read()).as("seed %d", seed).isEqualTo(expected);
        assertThat(model.exhausted()).as("seed %d", seed).isPositive();
    }

    @Test
    void theFirstVotesOfADatagramCountAsFarAsTheyFitAndEmptyOnesTakeNothing() throws IOException {
        loadXdp(NEVER, 10, 16);
        calls.run(program, frame(new byte[0]));
        calls.run(program, frame(new byte[] {1, 1, 1, 1, 1, 1, 1}));
        calls.run(program, frame(new byte[] {2, 2, 2, 3, 3}));
        calls.run(program, frame(new byte[] {4}));
        calls.run(program, frame(new byte[0]));

        long[] counts = read();
        assertThat(Arrays.copyOf(counts, 5)).containsExactly(0, 7, 3, 0, 0);
        assertThat(counts[KernelCounts.LIMITED]).isEqualTo(3);
        assertThat(counts[KernelCounts.DATAGRAMS]).isEqualTo(5);
        assertThat(counts[KernelCounts.EMPTY]).isEqualTo(2);
    }

    @Test
    void tokensComeBackWithTimeAndNoMoreThanThat() throws IOException {
        long interval = TimeUnit.MILLISECONDS.toNanos(1);
        loadXdp(interval, 10, 16);
        byte[] frame = frame(new byte[] {9});
        long begun = System.nanoTime();
        int sent = 0;
        while (read()[9] < 100) {
            calls.run(program, frame);
            sent++;
        }
        long passed = System.nanoTime() - begun;
        long[] counts = read();
        assertThat(counts[9]).isLessThanOrEqualTo(10 + passed / interval + 1);
        assertThat(counts[9] + counts[KernelCounts.LIMITED]).isEqualTo(sent);
    }

    @Test
    void noTokenIsTakenTwiceOrLostWhereManyThreadsSendForOneSource() throws Exception {
        int threads = 4;
        int each = 20_000;
        loadXdp(NEVER, 1_000, 16);
        byte[] frame = frame(new byte[] {5});
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                tasks.add(() -> {
                    for (int sent = 0; sent < each; sent++) {
                        calls.run(program, frame);
                    }
                    return null;
                });
            }
            for (Future<Void> done : pool.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(read()[5]).isEqualTo(1_000);
        assertThat(read()[KernelCounts.LIMITED]).isEqualTo(threads * each - 1_000);
    }

    @Test
    void aMillionAddressesTakeNoMoreMemoryAndEachHasItsBurst() throws IOException {
        int sources = Soak.rounds(100_000, 1_000_000);
        loadXdp(NEVER, 1, 1 << 12);
        String before = memory();
        for (int i = 0; i < sources; i++) {
            byte[] frame = frame(new byte[] {6});
            ByteBuffer.wrap(frame)
                    .putInt(14 + 12, 0x0B00_0000 + i)
                    .putShort(14 + 10, (short) 0)
                    .putShort(40, (short) 0);
            ByteBuffer.wrap(frame).putShort(14 + 10, (short) ~Frames.sum(frame, 14, 20, 0));
            calls.run(program, frame);
        }
        assertThat(read()[6]).isEqualTo(sources);
        assertThat(read()[KernelCounts.LIMITED]).isZero();
        assertThat(memory()).isEqualTo(before);
    }

    @Test
    void theFilterLimitsJustSo() throws IOException {
        buckets = SourceBuckets.make(calls, NEVER, 100, 16);
        program = calls.load(FilterProgram.assemble(map.descriptor(), buckets, 0, true));
        // There is no IP header in front of what it is run on, so that it takes UDP's for one, and the source out of
        // the votes: 4 in the first half byte is IPv4, 6 is IPv6.
        byte[] ipv4 = new byte[14 + 8 + 70];
        ipv4[14] = 0x45;
        byte[] ipv6 = ipv4.clone();
        ipv6[14] = 0x60;
        calls.run(program, ipv4);
        calls.run(program, ipv4);
        assertThat(read()[0]).isEqualTo(100);
        assertThat(read()[KernelCounts.LIMITED]).isEqualTo(40);
        ipv6[14 + 8 + 7] = 1;
        calls.run(program, ipv6);
        ipv6[14 + 8 + 8] = 1;
        calls.run(program, ipv6);
        assertThat(read()[0] + read()[1]).isEqualTo(200);
        assertThat(read()[KernelCounts.LIMITED]).isEqualTo(80);
        assertThat(calls.run(program, new byte[14 + 8])).isZero();
        assertThat(read()[KernelCounts.EMPTY]).isEqualTo(1);
        assertThat(map.filtered(0)).isEqualTo(5);
    }

    /** The kernel's own count of the bytes of the map, in its descriptor's lines. */
    private String memory() throws IOException {
        return Files.readString(Path.of("/proc/self/fdinfo/" + buckets.descriptor()))
                .lines()
                .filter(line -> line.startsWith("memlock"))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] frame(byte[] votes) {
        return Frames.frame(false, false, false, votes, new Random(1));
    }

    private long[] read() {
        long[] counts = new long[KernelCounts.CELLS];
        map.read(counts);
        return counts;
    }
}
