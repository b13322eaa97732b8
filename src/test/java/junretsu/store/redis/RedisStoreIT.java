package junretsu.store.redis;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.store.CountNames;
import junretsu.store.FlushOutcome;
import junretsu.store.Store;
import junretsu.store.StoreContract;
import junretsu.store.StoreFactory;
import junretsu.testing.FaultProxy;
import junretsu.testing.RedisServer;
import junretsu.testing.Seed;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One Redis that is well. */
class RedisStoreIT extends StoreContract {
    private static RedisServer redis;

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void empty() {
        redis.command("FLUSHALL");
    }

    @Override
    protected StoreFactory factory() {
        return Nodes.factory(redis.url(), new ArrayList<>());
    }

    private static Store open() {
        return Nodes.open(redis.url(), "a");
    }

    @Test
    void writesTheKeysOfTheDesign() {
        try (Store store = open()) {
            applied(store.flush(counts(3, 0, 5), List.of()));

            assertThat(redis.hash(Nodes.COUNTS)).containsOnly(entry("0", "3"), entry("2", "5"));
            assertThat(redis.hash(Nodes.hash("a"))).isEqualTo(redis.hash(Nodes.COUNTS));
            assertThat(redis.command("GET", Nodes.TOTAL)).isEqualTo("8");
            assertThat(redis.hash(Nodes.NODES).get("a")).matches("\\d{13} 8 \\S+");
            assertThat((Long) redis.command("TTL", Nodes.hash("a"))).isEqualTo(-1);
            assertThat((String) redis.command("GET", Nodes.AUDIT)).matches("\\d{13} 1 8");
            assertThat((List<?>) redis.command("KEYS", "*")).hasSize(5);
        }
    }

    @Test
    void looksAtNoOtherNodeInAFlushThatIsNotTheAuditOfItsSecond() {
        try (Store store = open()) {
            for (int i = 0; i < 50; i++) {
                try (Store other = Nodes.open(redis.url(), "other-" + i)) {
                    applied(other.flush(counts(1), List.of()));
                }
            }
            applied(store.flush(counts(1), List.of()));
            redis.command("CONFIG", "RESETSTAT");
            for (int i = 2; i <= 100; i++) {
                applied(store.flush(counts(i), List.of()));
            }
            String stats = (String) redis.command("INFO", "commandstats");
            Matcher calls = Pattern.compile("cmdstat_exists:calls=(\\d+)").matcher(stats);
            long looks = calls.find() ? Long.parseLong(calls.group(1)) : 0;
            assertThat(looks).as("of %d in all", 99 * 51).isLessThan(99 * 51 / 3);
        }
    }

    @Test
    void findsWithinASecondThatTheHashOfANodeThatIsGoneWasLost() {
        try (Store store = open()) {
            try (Store gone = Nodes.open(redis.url(), "gone")) {
                applied(gone.flush(counts(7), List.of()));
            }
            applied(store.flush(counts(1), List.of()));
            redis.command("DEL", Nodes.hash("gone"));
            Waiting.until("the audit", () -> {
                applied(store.flush(counts(1), List.of()));
                return !redis.hash(Nodes.hash("gone")).isEmpty();
            });
            assertThat(Nodes.total(redis)).isEqualTo(8);
        }
    }

    @Test
    void addsUpNodesExactly() {
        try (Store a = open();
                Store b = Nodes.open(redis.url(), "b")) {
            applied(a.flush(counts(1, 2), List.of()));
            assertThat(applied(b.flush(counts(10, 0, 30), List.of())).counts()).isEqualTo(counts(11, 2, 30));
            assertThat(applied(a.flush(counts(2, 2), List.of())).total()).isEqualTo(44);
            assertThat(Nodes.total(redis)).isEqualTo(44);
        }
    }

    @Test
    void countsNothingTwiceWhenRepliesAreLostAfterRedisHasExecuted() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        long[] counts = new long[256];
        int cuts = 0;
        try (FaultProxy proxy = FaultProxy.before(redis.port());
                Store store = Nodes.open("redis://127.0.0.1:" + proxy.port(), "a")) {
            while (cuts < 100) {
                counts[random.nextInt(256)] += 1 + random.nextInt(1_000);
                proxy.cutReplyAfter(random.nextInt(40));
                cuts += store.flush(counts, List.of()) instanceof FlushOutcome.Applied ? 0 : 1;
                proxy.pass();
            }
            FlushOutcome outcome = store.flush(counts, List.of());
            assertThat(applied(outcome).counts()).as("seed %d", seed).isEqualTo(counts);
            assertThat(Nodes.votes(redis, Nodes.COUNTS)).as("seed %d", seed).isEqualTo(counts);
        }
    }

    @Test
    void findsItsScriptGoneAndGoesOn() {
        try (Store store = open()) {
            applied(store.flush(counts(1), List.of()));
            redis.command("SCRIPT", "FLUSH");
            assertThat(applied(store.flush(counts(2), List.of())).total()).isEqualTo(2);
        }
    }

    @Test
    void leavesItsPlaceToTheNextServerAtOnceWhenItIsClosed() {
        try (Store first = open()) {
            applied(first.flush(counts(5), List.of()));
        }
        try (Store second = open()) {
            assertThat(applied(second.flush(counts(6), List.of())).total()).isEqualTo(6);
        }
    }

    @Test
    void takesThePlaceOfAKilledServerAfterThreeSeconds() {
        Store killed = open();
        applied(killed.flush(counts(5), List.of()));
        try (Store next = open()) {
            FlushOutcome outcome = next.flush(counts(6), List.of());
            assertThat(outcome).isInstanceOf(FlushOutcome.Refused.class);
            assertThat(((FlushOutcome.Refused) outcome).fault()).isEqualTo("leased");
            Waiting.until("the lease", () -> next.flush(counts(6), List.of()) instanceof FlushOutcome.Applied);
            assertThat(Nodes.total(redis)).isEqualTo(6);
        }
    }

    @Test
    void refusesASecondServerThatRunsUnderTheSameNode() {
        try (Store first = open();
                Store copy = open()) {
            applied(first.flush(counts(5), List.of()));
            Waiting.until("one to yield", () -> {
                applied(first.flush(counts(5), List.of()));
                return copy.flush(counts(100), List.of()) instanceof FlushOutcome.Fenced;
            });
            assertThat(copy.flush(counts(100), List.of())).isInstanceOf(FlushOutcome.Fenced.class);
            assertThat(applied(first.flush(counts(6), List.of())).total()).isEqualTo(6);
        }
    }

    @Test
    void warnsOnceOfARedisThatMayThrowCountsAway() {
        List<String> warnings = new ArrayList<>();
        redis.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        try (Store store = Nodes.open(redis.url(), "a", warnings)) {
            applied(store.flush(counts(1), List.of()));
            applied(store.flush(counts(2), List.of()));
            assertThat(warnings).hasSize(1);
            assertThat(warnings.get(0)).contains("allkeys-lru").contains("noeviction");
        } finally {
            redis.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
        }
    }

    @Test
    void keepsAServiceOutOfTheKeysOfAnother() {
        try (RedisStores stores = Nodes.factory(redis.url(), new ArrayList<>());
                Store votes = Nodes.open(redis.url(), "a");
                Store others = stores.open("e", "a", new CountNames("numbers", List.of("unique"), 1), List::of)) {
            assertThat(Nodes.applied(votes, counts(1)).total()).isEqualTo(1);
            assertThat(Nodes.applied(others, new long[] {7}).total()).isEqualTo(7);
            assertThat(redis.command("GET", "junretsu:{numbers:e}:total")).isEqualTo("7");
            assertThat(Nodes.total(redis)).isEqualTo(1);
        }
    }

    @Test
    void refusesNegativeCountsAndARedisThatIsHandedThemRefusesToo() {
        try (Store store = open()) {
            FlushOutcome outcome = store.flush(counts(3, -1, 5), List.of());
            assertThat(outcome).isInstanceOf(FlushOutcome.Refused.class);
            assertThat(((FlushOutcome.Refused) outcome).fault()).isEqualTo("negative");
            assertThat((List<?>) redis.command("KEYS", "*")).isEmpty();
        }
        String[] bad = {"3 -1 5", "3 ) 5", "1e5", "0x10", "1 ".repeat(256) + "1"};
        for (String counts : bad) {
            assertThatThrownBy(() -> Nodes.runScript(redis, counts)).as(counts).hasMessageContaining("flush.lua");
            assertThat((List<?>) redis.command("KEYS", "*")).isEmpty();
        }
    }
}
