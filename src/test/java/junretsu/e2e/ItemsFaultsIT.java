package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Random;
import junretsu.testing.ItemFlood;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.Soak;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills and standstills in mid-flood: all that was acknowledged is there, nothing else, and no count ever falls. */
class ItemsFaultsIT {
    private static final int CLIENTS = 8;

    @TempDir
    Path data;

    @Test
    void allThatWasAcknowledgedIsThereAfterEachOfManyKills() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        Setup setup = random.nextBoolean() ? Setup.oldest() : Setup.newest();
        JunretsuProcess server = JunretsuProcess.serveItems(setup, data, "--snapshot", "64KiB");
        String url = server.http();
        String address = URI.create(url).getAuthority();
        try (ItemFlood flood = ItemFlood.at(CLIENTS, url)) {
            for (int kill = 0; kill < Soak.rounds(5, 30); kill++) {
                flood.awaitMore(CLIENTS);
                Waiting.sleep(random.nextInt(400));
                long seen = server.count("items");
                if (kill % 5 == 3) {
                    assertThat(server.terminate()).isZero();
                } else {
                    server.kill();
                }
                server.close();
                BitSet acknowledged = flood.acknowledged();

                server = JunretsuProcess.serveItems(setup, data, "--snapshot", "64KiB", "--http", address);
                assertThat(server.count("items")).as("seed %d", seed).isGreaterThanOrEqualTo(seen);
                flood.requireThere(url, acknowledged);
            }
            flood.awaitMore(CLIENTS);
            flood.finish().requireExact(url);
            assertThat(server.terminate()).isZero();
            assertThat(server.requireQuiet().complaints()).isEmpty();
        } finally {
            server.close();
        }
    }

    @Test
    void nothingIsLostWhenItStandsStillInMidFlood() {
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.newest(), data);
                ItemFlood flood = ItemFlood.at(CLIENTS, server.http())) {
            for (int stop = 0; stop < Soak.rounds(2, 10); stop++) {
                flood.awaitMore(CLIENTS);
                server.signal("STOP");
                Waiting.sleep(Soak.rounds(1_000, 12_000));
                server.signal("CONT");
                flood.awaitMore(CLIENTS);
                flood.requireThere(server.http(), flood.acknowledged());
            }
            flood.finish().requireExact(server.http());
            assertThat(server.requireQuiet().terminate()).isZero();
        }
    }
}
