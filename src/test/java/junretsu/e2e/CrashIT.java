package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServer;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code kill -9} and a server that stood still. */
class CrashIT {
    private static final int ROUNDS = 3;

    @TempDir
    Path data;

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#all")
    void keepsEachCountedVoteThroughKillsInMidFlood(Setup setup) throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        try (RedisServer redis = RedisServer.start()) {
            long counted = 0;
            for (int round = 0; round < ROUNDS; round++) {
                try (JunretsuProcess server = JunretsuProcess.serve(setup, data, "--redis", redis.url())) {
                    assertThat(server.count("total")).as("seed %d", seed).isEqualTo(counted);
                    Flood flood = Flood.at(server);
                    Waiting.sleep(300 + random.nextInt(500));
                    long seen = server.count("total");
                    server.kill();
                    flood.close();

                    long before = counted;
                    counted = votesInFile();
                    assertThat(counted).as("seed %d", seed).isBetween(seen, before + flood.sent());
                }
            }
            try (JunretsuProcess server = JunretsuProcess.serve(setup, data, "--redis", redis.url())) {
                long total = counted;
                assertThat(server.count("total")).as("seed %d", seed).isEqualTo(total);
                Waiting.until("Redis to have it all", () -> redisTotal(redis) == total);
                assertThat(server.terminate()).isZero();
                assertThat(redisTotal(redis)).isEqualTo(total);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#all")
    void countsAllThatTheSocketsHeldWhenItIsTerminatedInMidFlood(Setup setup) throws Exception {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess server = JunretsuProcess.serve(setup, data, "--redis", redis.url())) {
            Flood flood = Flood.at(server);
            Waiting.sleep(700);
            assertThat(server.terminate()).isZero();
            flood.close();

            long[] arrived = ServeIT.report(server.requireQuiet().stdout()).get("arrived");
            assertThat(arrived[0]).isEqualTo(arrived[1] + arrived[2]).isLessThanOrEqualTo(flood.sent());
            assertThat(votesInFile()).isEqualTo(arrived[1]);
            assertThat(redisTotal(redis)).isEqualTo(arrived[1]);
        }
    }

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#all")
    void accountsForEachVoteOfAServerThatStoodStill(Setup setup) {
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data, "--rcvbuf", "256KiB");
                VoteSender sender = VoteSender.to(server)) {
            sender.sendPaced(new Random(1), 100);
            server.signal("STOP");
            for (int i = 0; i < 50_000; i++) {
                sender.send((byte) 1);
            }
            Waiting.sleep(1_000);
            server.signal("CONT");
            double flushes = server.metric("junretsu_flushes_total");
            sender.sendPaced(new Random(2), 100);

            Waiting.until(
                    "each vote to be counted or dropped",
                    () -> server.count("total") + server.count("dropped") == sender.sent());
            assertThat(server.count("dropped")).isPositive();
            assertThat(server.metric("junretsu_flushes_total") - flushes)
                    .as("flushes do not catch up")
                    .isLessThan(20);
        }
    }

    /** As an outsider reads them, by the layout that is written down: pages of cells behind a header page. */
    private long votesInFile() throws Exception {
        try (FileChannel file = FileChannel.open(data.resolve("counters"), StandardOpenOption.READ)) {
            ByteBuffer cells = file.map(MapMode.READ_ONLY, 0, file.size()).order(ByteOrder.LITTLE_ENDIAN);
            long votes = 0;
            for (int page = 4096; page < file.size(); page += 4096) {
                for (int button = 0; button < 256; button++) {
                    votes += cells.getLong(page + 8 * button);
                }
            }
            return votes;
        }
    }

    private static long redisTotal(RedisServer redis) {
        Object total = redis.command("GET", "junretsu:{live}:total");
        return total == null ? 0 : Long.parseLong((String) total);
    }

    /** Single votes as fast as one thread can, until it is closed. */
    private static final class Flood {
        private final VoteSender sender;
        private final Thread thread;
        private volatile boolean running = true;

        private Flood(VoteSender sender) {
            this.sender = sender;
            this.thread = new Thread(() -> {
                Random random = new Random(1);
                while (running) {
                    sender.send((byte) random.nextInt(256));
                }
            });
        }

        static Flood at(JunretsuProcess server) {
            Flood flood = new Flood(VoteSender.to(server));
            flood.thread.start();
            return flood;
        }

        long sent() {
            return sender.sent();
        }

        void close() throws InterruptedException {
            running = false;
            thread.join();
            sender.close();
        }
    }
}
