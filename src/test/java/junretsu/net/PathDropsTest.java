package junretsu.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathDropsTest {
    private static final String REST = " 00000000 00000000 00000000 00000000 00000000 00000000 00000000 0000000%d\n";

    @TempDir
    Path directory;

    private Path softnet;

    @BeforeEach
    void begin() throws IOException {
        softnet = directory.resolve("softnet_stat");
        softnet("00a1b2c3 0000000a", "0000ffff 00000000");
        statistics("eth0", 5, 70);
        statistics("eth1", 1_000_000_000_000L, 0);
    }

    @Test
    void countsWhatCameSinceItWasMadeOverInterfacesAndCpus() throws IOException {
        PathDrops drops = new PathDrops(directory, softnet, List.of("eth0", "eth1"));
        assertThat(drops.read()).isEqualTo(new PathDrops.Counts(0, 0, Map.of("eth0", 0L, "eth1", 0L)));

        softnet("10a1b2c3 0000001b", "0000ffff 00000002");
        statistics("eth0", 7, 83);
        statistics("eth1", 1_000_000_000_040L, 9);

        PathDrops.Counts expected = new PathDrops.Counts(42, 0x11 + 2, Map.of("eth0", 13L, "eth1", 9L));
        assertThat(drops.read()).isEqualTo(expected);
        assertThat(drops.read()).as("once more").isEqualTo(expected);
    }

    @Test
    void anInterfaceThatIsMadeAnewCountsOnFromZero() throws IOException {
        PathDrops drops = new PathDrops(directory, softnet, List.of("eth0"));
        statistics("eth0", 8, 70);
        assertThat(drops.read().missed()).isEqualTo(3);
        Files.delete(directory.resolve("eth0/statistics/rx_missed_errors"));
        assertThat(drops.read().missed()).isEqualTo(3);
        statistics("eth0", 2, 0);
        assertThat(drops.read().missed()).isEqualTo(5);
    }

    @Test
    void aCpusCountOf32BitsMayWrapAndCpusMayComeAndGo() throws IOException {
        softnet("00000000 fffffffe");
        PathDrops drops = new PathDrops(directory, softnet, List.of("eth0"));
        softnet("00000000 00000003");
        statistics("eth0", 5, 80);
        assertThat(drops.read().backlog()).isEqualTo(5);
        softnet("00000000 00000003", "00000000 00000100");
        statistics("eth0", 5, 90);
        assertThat(drops.read().backlog()).isEqualTo(5);
        softnet("00000000 00000004", "00000000 00000100");
        statistics("eth0", 5, 100);
        assertThat(drops.read().backlog()).isEqualTo(6);
    }

    @Test
    void theBacklogsDropsOfOtherInterfacesAndFramesOfNobodysProtocolAreNotCounted() throws IOException {
        PathDrops drops = new PathDrops(directory, softnet, List.of("eth1"));
        softnet("00a1b2c3 0000010a", "0000ffff 00000000");
        assertThat(drops.read().backlog()).isZero();
        statistics("eth1", 1_000_000_000_000L, 40);
        assertThat(drops.read().backlog()).isZero();
        softnet("00a1b2c3 0000020a", "0000ffff 00000000");
        statistics("eth1", 1_000_000_000_000L, 47);
        assertThat(drops.read().backlog()).isEqualTo(7);
    }

    @Test
    void withoutTheFilesNothingIsKnown() throws IOException {
        PathDrops drops = new PathDrops(directory.resolve("none"), directory.resolve("none"), List.of("eth0"));
        assertThat(drops.read()).isEqualTo(new PathDrops.Counts(0, 0, Map.of("eth0", 0L)));
    }

    private void softnet(String... cpus) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cpus.length; i++) {
            text.append(cpus[i]).append(String.format(REST, i));
        }
        Files.writeString(softnet, text);
    }

    private void statistics(String name, long missed, long dropped) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name + "/statistics"));
        Files.writeString(folder.resolve("rx_missed_errors"), missed + "\n");
        Files.writeString(folder.resolve("rx_dropped"), dropped + "\n");
    }
}
