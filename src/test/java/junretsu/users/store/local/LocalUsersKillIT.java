package junretsu.users.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import junretsu.base.Clock;
import junretsu.testing.KilledWriter;
import junretsu.testing.Seed;
import junretsu.testing.Soak;
import junretsu.users.store.WriteLoad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed again and again. */
class LocalUsersKillIT {
    static final long IDLE_MS = Long.MAX_VALUE / 4;

    private static final int MS_MAX = 300;

    @TempDir
    Path directory;

    @Test
    void nothingThatWasAcknowledgedIsLostInAKill() throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        List<String> all = new ArrayList<>();
        long next = 0;
        for (int kill = 0; kill < Soak.rounds(4, 60); kill++) {
            List<String> acknowledged = KilledWriter.lines(
                    LocalWriter.class,
                    directory.resolve("said"),
                    random.nextInt(MS_MAX),
                    directory.resolve("data").toString(),
                    Long.toString(next));
            assertThat(acknowledged).isNotEmpty();
            all.addAll(acknowledged);
            next += 100_000;
            assertKept(acknowledged, seed);
        }
        assertKept(all, seed);
    }

    private void assertKept(List<String> acknowledged, long seed) throws Exception {
        try (LocalUsers users = LocalFixture.open(directory.resolve("data"), IDLE_MS, Clock.SYSTEM)) {
            new WriteLoad(users.users(), users.sessions(), word -> {}).assertKept(acknowledged, Seed.flag(seed));
        }
    }
}
