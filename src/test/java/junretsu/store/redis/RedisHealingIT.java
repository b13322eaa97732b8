package junretsu.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import junretsu.store.FlushOutcome;
import junretsu.store.Store;
import junretsu.store.StoreLoss;
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
                Store a = Nodes.open(redis.url(), "a", warnings);
                Store b = Nodes.open(redis.url(), "b", warnings)) {
            applied(a, A);
            applied(b, B);
            redis.command(key.equals("all") ? new String[] {"FLUSHALL"} : new String[] {"DEL", key});

            StoreLoss ofB = Nodes.loss(b, B);
            StoreLoss ofA = Nodes.loss(a, A);
            assertThat(Nodes.loss(b, B)).isNull();

            assertSum(redis);
            assertThat(Nodes.votes(redis, Nodes.hash("a"))).isEqualTo(A);
            assertThat(Nodes.votes(redis, Nodes.hash("b"))).isEqualTo(B);
            if (key.equals("all")) {
                assertThat(ofB.own()).isEqualTo(30);
                assertThat(ofA.own()).isEqualTo(8);
            } else {
                assertThat(ofB != null || ofA != null).as("a loss is found").isTrue();
            }
            assertThat(warnings).isEmpty();
        }
    }

    @Test
    void keepsTheVotesOfANodeThatIsGoneWhateverElseIsLost() {
        for (String lost : new String[] {Nodes.COUNTS, Nodes.TOTAL, Nodes.NODES, Nodes.hash("a")}) {
            try (RedisServer redis = RedisServer.start()) {
                try (Store gone = Nodes.open(redis.url(), "b")) {
                    applied(gone, B);
                }
                try (Store a = Nodes.open(redis.url(), "a")) {
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
                Store a = Nodes.open(redis.url(), "a");
                Store b = Nodes.open(redis.url(), "b")) {
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

            Waiting.until("a to be back", () -> a.flush(A, List.of()) instanceof FlushOutcome.Applied);
            Waiting.until("b to be back", () -> b.flush(B, List.of()) instanceof FlushOutcome.Applied);
            assertSum(redis);
        }
    }

    @Test
    void findsNodesAmongManyOtherKeys() {
        try (RedisServer redis = RedisServer.start();
                Store a = Nodes.open(redis.url(), "a")) {
            try (Store gone = Nodes.open(redis.url(), "b")) {
                applied(gone, B);
            }
            applied(a, A);
            redis.command("DEBUG", "POPULATE", "300000");
            redis.command("DEL", Nodes.NODES);
            Waiting.until("the search", () -> a.flush(A, List.of()) instanceof FlushOutcome.Applied);
            assertSum(redis);
        }
    }

    @Test
    void keepsWhatItHasWhenANodeReportsLessThanBefore() {
        List<String> warnings = new ArrayList<>();
        try (RedisServer redis = RedisServer.start();
                Store a = Nodes.open(redis.url(), "a", warnings)) {
            applied(a, A);
            applied(a, Nodes.counts(2, 9));
            assertThat(Nodes.votes(redis, Nodes.COUNTS)).isEqualTo(Nodes.counts(5, 9));
            assertThat(warnings).hasSize(1);
        }
    }

    @Test
    void restoresTheHashesOfSeveralNodesThatAreGoneAndIsSilentFromThenOn() {
        try (RedisServer redis = RedisServer.start();
                Store a = Nodes.open(redis.url(), "a")) {
            for (String gone : new String[] {"b", "c", "d"}) {
                try (Store store = Nodes.open(redis.url(), gone)) {
                    applied(store, B);
                }
            }
            applied(a, A);
            redis.command("DEL", Nodes.hash("b"), Nodes.hash("d"), Nodes.AUDIT);
            assertThat(Nodes.loss(a, A)).isNotNull();
            for (int i = 0; i < 5; i++) {
                assertThat(Nodes.loss(a, A)).isNull();
            }
            assertThat(Nodes.votes(redis, Nodes.COUNTS)).isEqualTo(Nodes.counts(5, 33, 60));
            try (Store back = Nodes.open(redis.url(), "d")) {
                applied(back, B);
                applied(back, Nodes.counts(0, 11, 20));
                assertThat(Nodes.votes(redis, Nodes.hash("d"))).isEqualTo(Nodes.counts(0, 11, 20));
            }
            assertThat(Nodes.guess(redis, Nodes.hash("b"))).isEqualTo(B);
            assertThat(Nodes.votes(redis, Nodes.COUNTS)).isEqualTo(Nodes.counts(5, 34, 60));
        }
    }

    @Test
    void aNodeThatWasAwayWhenItsHashWasLostTogetherWithThatOfOneThatIsGoneLosesNothing() {
        try (RedisServer redis = RedisServer.start();
                Store a = Nodes.open(redis.url(), "a");
                Store b = Nodes.open(redis.url(), "b")) {
            try (Store gone = Nodes.open(redis.url(), "c")) {
                applied(gone, Nodes.counts(0, 10_000));
            }
            applied(a, Nodes.counts(0, 100));
            applied(b, Nodes.counts(0, 100));
            redis.command("DEL", Nodes.hash("b"), Nodes.hash("c"));
            applied(a, Nodes.counts(0, 101));
            applied(b, Nodes.counts(0, 3_100));
            applied(a, Nodes.counts(0, 102));
            assertThat(Nodes.total(redis)).isEqualTo(13_202);
            assertThat(Nodes.guess(redis, Nodes.hash("c"))).isEqualTo(Nodes.counts(0, 10_000));
        }
    }

    /** The guess is in the nodes' hashes; what said so went with {@code nodes}. */
    @Test
    void aGuessStaysAGuessWhenTheListOfNodesIsLostToo() {
        try (RedisServer redis = RedisServer.start();
                Store a = Nodes.open(redis.url(), "a");
                Store b = Nodes.open(redis.url(), "b");
                Store c = Nodes.open(redis.url(), "c")) {
            applied(a, A);
            applied(b, Nodes.counts(100, 1));
            applied(c, Nodes.counts(1, 100));
            redis.command("DEL", Nodes.hash("b"), Nodes.hash("c"));
            applied(a, A);
            assertThat(Nodes.guess(redis, Nodes.hash("b"))).isNotEqualTo(Nodes.counts(100, 1));
            redis.command("DEL", Nodes.NODES);
            redis.command("HDEL", Nodes.COUNTS, "1");
            applied(a, A);
            applied(b, Nodes.counts(100, 1));
            applied(c, Nodes.counts(1, 100));
            applied(a, A);
            assertThat(Nodes.votes(redis, Nodes.hash("b"))).isEqualTo(Nodes.counts(100, 1));
            assertThat(Nodes.votes(redis, Nodes.hash("c"))).isEqualTo(Nodes.counts(1, 100));
            long[] sum = Nodes.counts(A[0] + 101, A[1] + 101, A[2]);
            assertThat(Nodes.votes(redis, Nodes.COUNTS)).isEqualTo(sum);
        }
    }

    @Test
    void tellsWhenTheTotalFallsBecauseNobodyAccountsForCounts() {
        try (RedisServer redis = RedisServer.start();
                Store a = Nodes.open(redis.url(), "a")) {
            applied(a, A);
            redis.command("HINCRBY", Nodes.COUNTS, "7", "1000");
            redis.command("INCRBY", Nodes.TOTAL, "1000");
            assertThat(Nodes.loss(a, A)).isEqualTo(new StoreLoss(0, 1_000));
            assertThat(Nodes.votes(redis, Nodes.COUNTS)).isEqualTo(A);
        }
    }

    @Test
    void tellsAServerThatStartsWithLessThanRedisHoldsOfItAndTakesWhatItReportsThen() {
        try (RedisServer redis = RedisServer.start()) {
            try (Store before = Nodes.open(redis.url(), "a")) {
                applied(before, Nodes.counts(5, 3, 9));
            }
            try (Store restored = Nodes.open(redis.url(), "a")) {
                FlushOutcome outcome = restored.flush(Nodes.counts(5, 1), List.of());
                assertThat(outcome).isInstanceOf(FlushOutcome.Behind.class);
                assertThat(((FlushOutcome.Behind) outcome).held()).isEqualTo(Nodes.counts(5, 3, 9));
                assertThat(Nodes.applied(restored, Nodes.counts(5, 3 + 4, 9)).total())
                        .isEqualTo(21);
            }
        }
    }

    private static void applied(Store store, long[] counts) {
        Nodes.applied(store, counts);
    }

    private static void assertSum(RedisServer redis) {
        assertThat(Nodes.votes(redis, Nodes.COUNTS)).isEqualTo(SUM);
        assertThat(Nodes.total(redis)).isEqualTo(38);
    }
}
