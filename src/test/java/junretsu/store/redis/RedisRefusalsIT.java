package junretsu.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import junretsu.redis.RedisConfig;
import junretsu.store.FlushOutcome;
import junretsu.store.Store;
import junretsu.testing.RedisServer;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that says no, or nothing: each fault has its label and its sentence, and goes by itself when its reason does. */
class RedisRefusalsIT {

    @Test
    void tellsThatNobodyIsThere() {
        int port = RedisServer.freePort();
        try (Store store = Nodes.open("redis://127.0.0.1:" + port, "a")) {
            refused(store, "connect", "Connection refused");
            try (RedisServer redis = RedisServer.start(port)) {
                recovers(store, redis);
            }
            assertThat(store.flush(Nodes.counts(9), List.of())).isNotInstanceOf(FlushOutcome.Applied.class);
        }
    }

    @Test
    void givesUpOnARedisThatStandsStill() {
        try (RedisServer redis = RedisServer.start();
                Store store = Nodes.open(redis.url(), "a")) {
            assertThat(store.flush(Nodes.counts(1), List.of())).isInstanceOf(FlushOutcome.Applied.class);
            redis.pause();
            FlushOutcome outcome = store.flush(Nodes.counts(2), List.of());
            assertThat(outcome).isInstanceOf(FlushOutcome.Unknown.class);
            assertThat(((FlushOutcome.Unknown) outcome).fault()).isEqualTo("timeout");
            redis.resume();
            recovers(store, redis);
        }
    }

    @Test
    void tellsOfAReplica() {
        try (RedisServer redis = RedisServer.start();
                Store store = Nodes.open(redis.url(), "a")) {
            redis.command("REPLICAOF", "127.0.0.1", "1");
            refused(store, "readonly", "READONLY");
            redis.command("REPLICAOF", "NO", "ONE");
            recovers(store, redis);
        }
    }

    @Test
    void tellsOfAFullMemoryAndHasWrittenNothingThen() {
        try (RedisServer redis = RedisServer.start();
                Store store = Nodes.open(redis.url(), "a")) {
            redis.command("CONFIG", "SET", "maxmemory", "1");
            refused(store, "oom", "OOM");
            assertThat((List<?>) redis.command("KEYS", "*")).isEmpty();
            redis.command("CONFIG", "SET", "maxmemory", "0");
            recovers(store, redis);
        }
    }

    @Test
    void tellsOfADiskThatCannotBeWritten() throws Exception {
        try (RedisServer redis = RedisServer.start();
                Store store = Nodes.open(redis.url(), "a")) {
            Path inTheWay = Files.createDirectories(redis.directory().resolve("dump.rdb/full"));
            redis.command("CONFIG", "SET", "save", "1 1");
            redis.command("SET", "k", "v");
            Waiting.until("the save to fail", () -> fault(store).equals("misconf"));
            refused(store, "misconf", "MISCONF");
            Files.delete(inTheWay);
            Files.delete(inTheWay.getParent());
            redis.command("SAVE");
            recovers(store, redis);
        }
    }

    @Test
    void tellsOfARedisThatReadsItsDataBack() {
        try (RedisServer redis = RedisServer.start("--appendonly", "yes");
                Store store = Nodes.open(redis.url(), "a")) {
            redis.command("DEBUG", "POPULATE", "20000", "k", "1000");
            redis.command("BGREWRITEAOF");
            Waiting.until(
                    "the rewrite",
                    () -> ((String) redis.command("INFO", "persistence")).contains("aof_rewrite_in_progress:0"));
            redis.kill();
            redis.restartUnawaited("--key-load-delay", "100", "--loading-process-events-interval-bytes", "1024");
            Waiting.until("the port", () -> !fault(store).equals("connect"));
            assertThat(fault(store)).isEqualTo("loading");
            redis.command("CONFIG", "SET", "key-load-delay", "0");
            Waiting.until("the data", () -> store.flush(Nodes.counts(5), List.of()) instanceof FlushOutcome.Applied);
            assertThat(Nodes.total(redis)).isEqualTo(5);
        }
    }

    @Test
    void takesThePasswordFromUrlVariableOrFileAndNeverShowsIt(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "sesame\n");
        try (RedisServer redis = RedisServer.start("--requirepass", "sesame")) {
            String plain = redis.url();
            String withWrong = plain.replace("//", "//:wrong-one@");
            try (Store store = Nodes.open(withWrong, "a")) {
                assertThat(refused(store, "auth", "WRONGPASS")).doesNotContain("wrong-one");
                assertThat(Nodes.config("redis", withWrong).location()).isEqualTo(plain);
            }
            try (Store store = Nodes.open(plain, "a")) {
                refused(store, "auth", "NOAUTH");
            }
            List<RedisConfig> right = List.of(
                    Nodes.config("redis", plain.replace("//", "//:sesame@")),
                    Nodes.config("redis", withWrong, "redis-password-file", file.toString()),
                    RedisConfig.from(Nodes.settings("redis", withWrong), variable -> "sesame")
                            .orElseThrow());
            for (RedisConfig config : right) {
                try (Store store = Nodes.open(config)) {
                    assertThat(store.flush(Nodes.counts(1), List.of())).isInstanceOf(FlushOutcome.Applied.class);
                    assertThat(config.toString()).doesNotContain("sesame").doesNotContain("wrong-one");
                }
            }
        }
    }

    @Test
    void namesTheKeyThatHoldsSomethingForeign() {
        try (RedisServer redis = RedisServer.start();
                Store store = Nodes.open(redis.url(), "a")) {
            for (String key : new String[] {Nodes.COUNTS, Nodes.NODES, Nodes.hash("a")}) {
                redis.command("SET", key, "mine");
                refused(store, "wrongtype", key);
                redis.command("DEL", key);
            }
            redis.command("RPUSH", Nodes.TOTAL, "x");
            refused(store, "wrongtype", Nodes.TOTAL);
            redis.command("SET", Nodes.TOTAL, "many");
            refused(store, "notnumber", Nodes.TOTAL);
            redis.command("DEL", Nodes.TOTAL);
            redis.command("HSET", Nodes.COUNTS, "7", "abc");
            refused(store, "notnumber", Nodes.COUNTS + "', field '7'");
            redis.command("DEL", Nodes.COUNTS);
            recovers(store, redis);
        }
    }

    private static void recovers(Store store, RedisServer redis) {
        assertThat(store.flush(Nodes.counts(5), List.of())).isInstanceOf(FlushOutcome.Applied.class);
        assertThat(Nodes.total(redis)).isEqualTo(5);
    }

    private static String fault(Store store) {
        FlushOutcome outcome = store.flush(Nodes.counts(5), List.of());
        return outcome instanceof FlushOutcome.Refused refused ? refused.fault() : outcome.toString();
    }

    private static String refused(Store store, String fault, String words) {
        FlushOutcome outcome = store.flush(Nodes.counts(1), List.of());
        assertThat(outcome).isInstanceOf(FlushOutcome.Refused.class);
        FlushOutcome.Refused refused = (FlushOutcome.Refused) outcome;
        assertThat(refused.fault()).as(refused.sentence()).isEqualTo(fault);
        assertThat(refused.sentence()).contains(words);
        return refused.sentence();
    }
}
