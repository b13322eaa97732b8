package junretsu.net.linux.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import junretsu.net.KernelCounts;
import junretsu.testing.Seed;
import junretsu.testing.Soak;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The program in the real kernel against a model of it, on frames that it is handed by BPF_PROG_TEST_RUN. */
class XdpProgramIT {
    private BpfCalls calls;
    private CountMap map;
    private int program = -1;

    @BeforeEach
    void open() throws Exception {
        calls = Bpf.calls();
        map = CountMap.make(calls);
        map.header().setAddress(0, Frames.IPV4);
        map.header().setAddress(0, Frames.IPV6);
        program = calls.load(XdpProgram.assemble(map, null, Frames.MAC, Frames.PORT));
    }

    @AfterEach
    void close() {
        if (program >= 0) {
            calls.close(program);
        }
        if (map != null) {
            map.close();
        }
    }

    @Test
    void countsPayloadsUpTo64BytesOfBothFamiliesAndPassesLongerOnesOn() throws IOException {
        Random random = new Random(1);
        for (int payload : new int[] {0, 1, 2, 3, 63, 64, 65, 1400}) {
            for (int variant = 0; variant < 8; variant++) {
                boolean isIpv6 = (variant & 1) != 0;
                boolean hasChecksum = isIpv6 || (variant & 4) != 0;
                byte[] frame = Frames.frame(isIpv6, (variant & 2) != 0, hasChecksum, bytes(payload, random), random);

                assertThat(calls.run(program, frame))
                        .as("payload %d, variant %d", payload, variant)
                        .isEqualTo(payload <= 64 ? XdpProgram.XDP_DROP : XdpProgram.XDP_PASS);
            }
        }
        assertThat(read()[KernelCounts.PACKETS]).isEqualTo(6 * 8);
    }

    @Test
    void doesWithRandomFramesWhatTheModelDoes() throws IOException {
        long seed = Seed.draw();
        Random random = new Random(seed);
        long[] expected = new long[KernelCounts.CELLS];
        XdpModel model = XdpModel.unlimited(expected);
        int frames = Soak.rounds(100_000, 1_000_000);
        int counted = 0;
        for (int i = 0; i < frames; i++) {
            byte[] frame = frame(random);
            boolean counts = model.counts(frame);
            counted += counts ? 1 : 0;

            assertThat(calls.run(program, frame))
                    .as("seed %d, frame %d: %s", seed, i, HexFormat.of().formatHex(frame))
                    .isEqualTo(counts ? XdpProgram.XDP_DROP : XdpProgram.XDP_PASS);
        }
        assertThat(read()).as("seed %d", seed).isEqualTo(expected);
        assertThat(counted).as("seed %d", seed).isBetween(frames / 10, frames * 9 / 10);
    }

    private long[] read() {
        long[] counts = new long[KernelCounts.CELLS];
        map.read(counts);
        return counts;
    }

    /** A frame that is ours, of which a few bytes may be changed or its end cut off. */
    static byte[] frame(Random random) {
        byte[] payload = bytes(random.nextInt(random.nextInt(4) == 0 ? 100 : 4), random);
        byte[] frame =
                Frames.frame(random.nextInt(3) == 0, random.nextInt(3) == 0, random.nextInt(4) > 0, payload, random);
        for (int changes = random.nextInt(4) - 1; changes > 0; changes--) {
            int at = random.nextInt(Math.min(frame.length, 70));
            frame[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (frame[at] ^ 1 << random.nextInt(8));
        }
        return random.nextInt(10) > 0 ? frame : java.util.Arrays.copyOf(frame, 14 + random.nextInt(frame.length - 13));
    }

    static byte[] bytes(int count, Random random) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
