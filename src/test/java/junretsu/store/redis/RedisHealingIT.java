package junretsu.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import junretsu.store.FlushOutcome;
import junretsu.testing.RedisServer;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Redis that lost some or all of its data gets everything back from those who counted it. */
class RedisHealingIT {
    private static final long[] A = Nodes.counts(5, 3);
    private static final long[] B = Nodes.counts(0, 10, 20);
    private static final long[] SUM = Nodes.counts(5, 13, 20);

    @ParameterizedTest
    @ValueSource(
            strings = {Nodes.COUNTS, Nodes.TOTAL, Nodes.NODES, "junretsu:{e}:node:a", "junretsu:{e}:node:b", "all"})
    void bringsBackWhatWasDeleted(String key) {
        List<String> warnings = new ArrayList<>();
        try (RedisServer redis = RedisServer.start();
                RedisStore a = Nodes.open(redis.url(), "a", warnings);
                RedisStore b = Nodes.open(redis.url(), "b", warnings)) {
            applied(a, A);
            applied(b, B);
            redis.command(key.equals("all") ? new String[] {"FLUSHALL"} : new String[] {"DEL", key});

            applied(b, B);
            applied(a, A);
            applied(b, B);

            assertSum(redis);
            assertThat(Nodes.votes(redis, Nodes.hash("a"))).isEqualTo(A);
            assertThat(Nodes.votes(redis, Nodes.hash("b"))).isEqualTo(B);
            assertThat(warnings.isEmpty()).isEqualTo(key.equals("all"));
        }
    }

    @Test
    void keepsTheVotesOfANodeThatIsGoneWhateverElseIsLost() {
        for (String lost : new String[] {Nodes.COUNTS, Nodes.TOTAL, Nodes.NODES, Nodes.hash("a")}) {
            try (RedisServer redis = RedisServer.start()) {
                try (RedisStore gone = Nodes.open(redis.url(), "b")) {
                    applied(gone, B);
                }
                try (RedisStore a = Nodes.open(redis.url(), "a")) {
                    applied(a, A);
                    redis.command("DEL", lost);
                    applied(a, A);
                    assertSum(redis);
                }
            }
        }
    }

    @Test
    void takesItsPlaceAgainInARedisThatCameBackOlder() throws Exception {
        try (RedisServer redis = RedisServer.start();
                RedisStore a = Nodes.open(redis.url(), "a");
                RedisStore b = Nodes.open(redis.url(), "b")) {
            applied(a, Nodes.counts(1));
            redis.command("SAVE");
            Path dump = redis.directory().resolve("dump.rdb");
            Path older = Files.copy(dump, redis.directory().resolve("older.rdb"), StandardCopyOption.REPLACE_EXISTING);
            applied(a, A);
            applied(b, B);
            redis.kill();
            Files.copy(older, dump, StandardCopyOption.REPLACE_EXISTING);
            redis.restart();
            assertThat(Nodes.total(redis)).isEqualTo(1);

            Waiting.until("a to be back", 5_000, () -> a.flush(A, List.of()) instanceof FlushOutcome.Applied);
            Waiting.until("b to be back", 5_000, () -> b.flush(B, List.of()) instanceof FlushOutcome.Applied);
            assertSum(redis);
        }
    }

    @Test
    void findsNodesAmongManyOtherKeys() {
        try (RedisServer redis = RedisServer.start();
                RedisStore a = Nodes.open(redis.url(), "a")) {
            try (RedisStore gone = Nodes.open(redis.url(), "b")) {
                applied(gone, B);
            }
            applied(a, A);
            redis.command("DEBUG", "POPULATE", "300000");
            redis.command("DEL", Nodes.NODES);
            Waiting.until("the search", 20_000, () -> a.flush(A, List.of()) instanceof FlushOutcome.Applied);
            assertSum(redis);
        }
    }

    @Test
    void keepsWhatItHasWhenANodeReportsLessThanBefore() {
        List<String> warnings = new ArrayList<>();
        try (RedisServer redis = RedisServer.start();
                RedisStore a = Nodes.open(redis.url(), "a", warnings)) {
            applied(a, A);
            applied(a, Nodes.counts(2, 9));
            assertThat(Nodes.votes(redis, Nodes.COUNTS)).isEqualTo(Nodes.counts(5, 9));
            assertThat(warnings).hasSize(1);
        }
    }

    private static void applied(RedisStore store, long[] counts) {
        assertThat(store.flush(counts, List.of())).isInstanceOf(FlushOutcome.Applied.class);
    }

    private static void assertSum(RedisServer redis) {
        assertThat(Nodes.votes(redis, Nodes.COUNTS)).isEqualTo(SUM);
        assertThat(Nodes.total(redis)).isEqualTo(38);
    }
}
