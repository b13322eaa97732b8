package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import junretsu.net.linux.bpf.Cable;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.KernelSite;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is dropped before a socket sees it, in the metrics of a server with a real interface. */
class KernelDropsIT {
    private static final byte[] OF_NOBODYS_PROTOCOL = {(byte) 0x88, (byte) 0xb5, 1, 2, 3};

    @TempDir
    Path directory;

    @Test
    void theInterfacesOwnDropsAreNamedApartAndAreNoDroppedVotes() throws Exception {
        try (KernelSite site = KernelSite.in(directory);
                JunretsuProcess server = site.xdp()) {
            String name = "junretsu_votes_interface_dropped_packets_total{interface=\""
                    + site.space().innerCable() + "\"}";
            double before = server.metric(name);
            try (Cable cable = Cable.to(site.space().address(), site.space().outerCable())) {
                cable.send(OF_NOBODYS_PROTOCOL, 50);
            }
            Waiting.until("50 drops", () -> server.metric(name) >= before + 50);
            assertThat(server.count("dropped")).isZero();
            assertThat(server.metric("junretsu_votes_dropped_at_packets_total{place=\"interface\"}"))
                    .isZero();
            assertThat(server.metric("junretsu_votes_dropped_at_packets_total{place=\"socket\"}"))
                    .isZero();
        }
    }
}
