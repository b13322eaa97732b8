package junretsu.users.store.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.testing.MariaServer;
import junretsu.testing.Seed;
import junretsu.testing.Soak;
import junretsu.testing.Waiting;
import junretsu.users.store.WriteLoad;
import org.junit.jupiter.api.Test;

/** A database server is killed again and again while one process writes to it, which stays. */
class ServerKillIT {
    private static final int TIMEOUT_MS = 2_000;
    private static final int MS_MAX = 300;
    private static final long LIMIT_MS = 30_000;

    private final List<String> log = new CopyOnWriteArrayList<>();

    @Test
    void nothingThatWasAcknowledgedIsLostInAKill() throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        try (MariaServer server = MariaServer.start();
                ServerUsers users = ServerFixture.open(server.url("kills"), 8, TIMEOUT_MS, log)) {
            WriteLoad load = new WriteLoad(users.users(), null, acknowledged::add);
            long next = 0;
            for (int kill = 0; kill < Soak.rounds(3, 60); kill++) {
                int before = acknowledged.size();
                next = writeUntilKilled(server, load, next, random.nextInt(MS_MAX), acknowledged);
                assertThat(acknowledged.size())
                        .as("acknowledged before kill " + kill)
                        .isGreaterThan(before);
                server.restart();
                Waiting.until(
                        "the server to be used again: " + log,
                        () -> users.users().problem() == null);
            }
            load.assertKept(acknowledged, Seed.flag(seed));
        }
    }

    private static long writeUntilKilled(
            MariaServer server, WriteLoad load, long first, int ms, Queue<String> acknowledged) throws Exception {
        int before = acknowledged.size();
        AtomicBoolean isKilled = new AtomicBoolean();
        AtomicLong next = new AtomicLong();
        Thread writing = new Thread(() -> {
            try {
                next.set(load.run(first, isKilled::get));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        writing.start();
        Waiting.until("the first answers", () -> acknowledged.size() > before);
        Waiting.sleep(ms);
        server.kill();
        isKilled.set(true);
        writing.join(LIMIT_MS);
        assertThat(writing.isAlive()).isFalse();
        return next.get();
    }
}
