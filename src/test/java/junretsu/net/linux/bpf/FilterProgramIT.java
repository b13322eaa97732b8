package junretsu.net.linux.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import junretsu.net.KernelCounts;
import junretsu.testing.Seed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter in the real kernel, on packets that it is handed by BPF_PROG_TEST_RUN. */
class FilterProgramIT {
    private static final int ETHERNET_AND_UDP = 14 + 8;

    private BpfCalls calls;
    private CountMap map;

    @BeforeEach
    void open() throws Exception {
        calls = Bpf.calls();
        map = CountMap.make(calls);
    }

    @AfterEach
    void close() {
        if (map != null) {
            map.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 31, 32, 63, 64, 65, 127, 128, 1000, 1472, 3000})
    void countsEachByteAndQueuesNothing(int payload) throws IOException {
        long seed = Seed.draw();
        byte[] packet = packet(payload, new Random(seed));
        int program = calls.load(FilterProgram.assemble(map.descriptor(), null, 0, true));
        try {
            assertThat(calls.run(program, packet)).isZero();
            assertThat(calls.run(program, packet)).isZero();
        } finally {
            calls.close(program);
        }
        long[] expected = expected(packet, 2);
        long[] counts = new long[KernelCounts.CELLS];
        map.read(counts);
        assertThat(counts).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void queuesLongPayloadsUncountedWhereTheKernelHasNoLoops() throws IOException {
        int program = calls.load(FilterProgram.assemble(map.descriptor(), null, 0, false));
        byte[] shortOne = packet(63, new Random(1));
        try {
            assertThat(calls.run(program, shortOne)).isZero();
            assertThat(calls.run(program, packet(64, new Random(1)))).isEqualTo(-1);
        } finally {
            calls.close(program);
        }
        long[] counts = new long[KernelCounts.CELLS];
        map.read(counts);
        assertThat(counts).isEqualTo(expected(shortOne, 1));
    }

    @Test
    void saysInOneSentenceWhyTheVerifierRejectsAProgramAndKeepsItsLog() {
        Assembler endless =
                new Assembler().load(Width.LONG, Register.R0, Register.R3, 0).exit();
        assertThatThrownBy(() -> calls.load(LoadedProgram.of(LoadedProgram.SOCKET_FILTER, "wrong", endless)))
                .isInstanceOfSatisfying(RejectedProgram.class, e -> {
                    assertThat(e).hasMessage("the kernel does not take the program: Permission denied (R3 !read_ok)");
                    assertThat(e.log()).contains("R3 !read_ok").contains("processed");
                });
    }

    private static long[] expected(byte[] packet, int times) {
        long[] expected = new long[KernelCounts.CELLS];
        for (int i = ETHERNET_AND_UDP; i < packet.length; i++) {
            expected[packet[i] & 0xFF] += times;
        }
        expected[KernelCounts.DATAGRAMS] = times;
        expected[KernelCounts.PACKETS] = times;
        expected[KernelCounts.EMPTY] = packet.length == ETHERNET_AND_UDP ? times : 0;
        return expected;
    }

    private static byte[] packet(int payload, Random random) {
        byte[] packet = new byte[ETHERNET_AND_UDP + payload];
        random.nextBytes(packet);
        packet[12] = (byte) 0x88;
        packet[13] = (byte) 0xb5;
        return packet;
    }
}
