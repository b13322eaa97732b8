package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossCausesTest {
    private static final KernelDrops NONE = new KernelDrops(0, 0, 212_992);

    @TempDir
    Path proc;

    @Test
    void saysNothingWhenNothingIsMissing() {
        assertThat(causes(0, 5, new KernelDrops(7, 7, 1), true, true)).isEmpty();
    }

    @Test
    void namesTheReceiveBufferWhenTheServerCountsDrops() {
        assertThat(causes(9, 5, NONE, true, true))
                .singleElement()
                .asString()
                .startsWith("the server's receive buffer was full: its kernel dropped 5 packets")
                .contains("--rcvbuf 64MiB", "sysctl -w net.core.rmem_max=67108864");
        assertThat(causes(9, 5, new KernelDrops(5, 0, 1L << 30), true, true))
                .singleElement()
                .asString()
                .doesNotContain("sysctl");
    }

    @Test
    void namesTheBacklogAndTheBufferOfAServerThatDoesNotCount() {
        assertThat(causes(9, 0, new KernelDrops(4, 0, 1), true, true).get(0)).contains("dropped 4 packets", "none");
        assertThat(causes(9, 0, new KernelDrops(0, 3, 1), true, true).get(0))
                .contains("softnet", "dropped 3 packets", "netdev_max_backlog");
    }

    @Test
    void saysThatItIsUnknownWhereNoCountProvesIt() {
        assertThat(causes(9, 0, NONE, true, true).get(0)).startsWith("unknown: 9 votes are missing, and neither");
        assertThat(causes(9, 0, null, true, true).get(0)).contains("this system does not say");
        assertThat(causes(9, 0, null, false, true).get(0)).startsWith("lost between: 9 votes left this machine");
    }

    @Test
    void saysThatTheGeneratorWasTooSlowAlsoWhenNothingIsMissing() {
        assertThat(causes(0, 0, NONE, true, false))
                .singleElement()
                .asString()
                .startsWith("the generator did not keep up (slip p99 2 ms)")
                .contains("--threads");
    }

    @Test
    void readsTheKernelsFiles() throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.createDirectories(proc.resolve("sys/net/core"));
        Files.writeString(
                proc.resolve("net/snmp"), "Ip: a\nUdp: InDatagrams RcvbufErrors X\nUdp: 70 12 3\nUdpLite: b\n");
        Files.writeString(proc.resolve("net/softnet_stat"), "0000ffff 0000000a 00000001\n00000001 00000001 00000000\n");
        Files.writeString(proc.resolve("sys/net/core/rmem_max"), "212992\n");

        KernelDrops drops = KernelDrops.read(proc);
        assertThat(drops).isEqualTo(new KernelDrops(12, 11, 212_992));
        assertThat(KernelDrops.since(new KernelDrops(2, 1, 0), drops)).isEqualTo(new KernelDrops(10, 10, 212_992));
        Files.delete(proc.resolve("net/softnet_stat"));
        assertThat(KernelDrops.read(proc)).isNull();
        assertThat(KernelDrops.since(null, drops)).isNull();
        assertThat(KernelDrops.isHere(InetAddress.getLoopbackAddress())).isTrue();
        assertThat(KernelDrops.isHere(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1})))
                .isFalse();
    }

    private static List<String> causes(
            long missing, long dropped, KernelDrops kernel, boolean isHere, boolean isKeptUp) {
        return new LossCauses(missing, "votes", dropped, kernel, isHere, isKeptUp, 0.002).sentences();
    }
}
