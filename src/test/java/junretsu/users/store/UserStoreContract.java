package junretsu.users.store;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static junretsu.users.store.SampleAccounts.account;
import static junretsu.users.store.SampleAccounts.assertAccount;
import static junretsu.users.store.SampleAccounts.full;
import static junretsu.users.store.SampleAccounts.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import junretsu.users.account.Account;
import junretsu.users.account.UserStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The promises of every store of accounts. */
public abstract class UserStoreContract {
    private static final int WRITERS = 4;
    private static final int READERS = 3;
    private static final int CHANGES = 150;

    /** The store of this test, empty at first; it is closed by the subclass. */
    protected abstract UserStore store() throws Exception;

    /** Closes the store and opens it anew, as another process would find it. */
    protected abstract UserStore reopened() throws Exception;

    @Test
    void anAccountIsFoundAsItWasAdded() throws Exception {
        assertThat(get(store().find("alice"))).isNull();
        assertThat(get(store().add(full("alice", 1)))).isTrue();
        assertAccount(get(store().find("alice"))).isEqualTo(full("alice", 1));
        assertAccount(get(reopened().find("alice"))).isEqualTo(full("alice", 1));
        assertThat(store().problem()).isNull();
    }

    @Test
    void aNameIsTakenOnce() throws Exception {
        assertThat(get(store().add(account("bob", "first", 1)))).isTrue();
        assertThat(get(store().add(account("bob", "second", 1)))).isFalse();
        assertThat(get(reopened().find("bob")).nickname()).isEqualTo("first");
    }

    @Test
    void namesThatCollationsHoldToBeEqualAreDifferent() throws Exception {
        for (String name : List.of("a", "a.", "a-", "a_", "0", "00", "a".repeat(30), "a".repeat(29))) {
            assertThat(get(store().add(account(name, "nick of " + name, 1))))
                    .as(name)
                    .isTrue();
        }
        assertThat(get(store().find("a ".trim() + "__"))).isNull();
        assertThat(get(reopened().find("a_")).nickname()).isEqualTo("nick of a_");
        assertThat(get(store().find("00")).nickname()).isEqualTo("nick of 00");
    }

    @Test
    void everyNicknameComesBackAsItWas() throws Exception {
        List<String> nicknames = List.of(
                "'; DROP TABLE account; --",
                "\" ' ` \\ % _ ? ? :x @y $1",
                "50%d off\n\t\r",
                "\u202eright to left\u202c العربية",
                "e\u0301e\u0301 Z\u0335\u0321\u0353a",
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66 \ud83c\uddef\ud83c\uddf5",
                "trailing  ",
                "x".repeat(512),
                "\ud83d\ude00".repeat(512),
                "ＡＢＣ ß ſ K \u0130");
        for (int i = 0; i < nicknames.size(); i++) {
            assertThat(get(store().add(account("n" + i, nicknames.get(i), 1)))).isTrue();
        }
        UserStore reopened = reopened();
        for (int i = 0; i < nicknames.size(); i++) {
            assertThat(get(reopened.find("n" + i)).nickname()).isEqualTo(nicknames.get(i));
        }
    }

    @Test
    void aChangeNeedsTheVersionBefore() throws Exception {
        get(store().add(account("carol", "one", 1)));
        assertThat(get(store().replace(account("carol", "three", 3)))).isFalse();
        assertThat(get(store().replace(full("carol", 2)))).isTrue();
        assertThat(get(store().replace(account("carol", "again", 2)))).isFalse();
        assertThat(get(store().replace(account("nobody", "none", 2)))).isFalse();
        Account changed = get(store().find("carol"));
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.createdMs()).as("the day of the beginning stays").isIn(1_700_000_000_000L, 1L);
        assertThat(get(reopened().find("carol")).nickname())
                .isEqualTo(full("carol", 2).nickname());
    }

    @Test
    void aSecondFactorCanBeTakenAway() throws Exception {
        get(store().add(full("dave", 1)));
        get(store().replace(account("dave", "plain", 2)));
        assertThat(get(reopened().find("dave")).secondFactor()).isNull();
        assertThat(get(store().find("dave")).picture()).isEmpty();
    }

    @Test
    void oneOfFiftyWhoAddANameAtOnceHasIt() throws Exception {
        UserStore store = store();
        for (int round = 0; round < 5; round++) {
            String name = "wanted" + round;
            List<CompletionStage<Boolean>> answers = together(50, i -> () -> store.add(account(name, "nick" + i, 1)));
            Map<Boolean, Long> byAnswer = new java.util.TreeMap<>();
            for (CompletionStage<Boolean> answer : answers) {
                byAnswer.merge(get(answer), 1L, Long::sum);
            }
            assertThat(byAnswer).isEqualTo(Map.of(true, 1L, false, 49L));
        }
    }

    /** Versions only rise: no reader sees one that is older than what was acknowledged before it began to read. */
    @Test
    @Timeout(120)
    void noReadIsOlderThanWhatWasAcknowledgedBeforeIt() throws Exception {
        UserStore store = store();
        get(store.add(account("eve", "0", 1)));
        AtomicLong acknowledged = new AtomicLong(1);
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + READERS);
        try {
            List<Future<Long>> readers = IntStream.range(0, READERS)
                    .mapToObj(i -> threads.submit(() -> read(store, acknowledged, isOver)))
                    .toList();
            List<Future<Long>> writers = IntStream.range(0, WRITERS)
                    .mapToObj(i -> threads.submit(() -> change(store, acknowledged)))
                    .toList();
            long changes = 0;
            for (Future<Long> writer : writers) {
                changes += writer.get();
            }
            isOver.set(true);
            for (Future<Long> reader : readers) {
                assertThat(reader.get()).as("reads").isPositive();
            }
            assertThat(get(store.find("eve")).version()).isEqualTo(1 + changes);
            assertThat(get(reopened().find("eve")).version()).isEqualTo(1 + changes);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long change(UserStore store, AtomicLong acknowledged) throws Exception {
        long done = 0;
        while (done < CHANGES) {
            long version = get(store.find("eve")).version() + 1;
            if (get(store.replace(account("eve", Long.toString(version), version)))) {
                acknowledged.accumulateAndGet(version, Math::max);
                done++;
            }
        }
        return done;
    }

    private static long read(UserStore store, AtomicLong acknowledged, AtomicBoolean isOver) throws Exception {
        long reads = 0;
        for (; !isOver.get(); reads++) {
            long atLeast = acknowledged.get();
            Account read = get(store.find("eve"));
            assertThat(read.version()).isGreaterThanOrEqualTo(atLeast);
            assertThat(read.nickname()).isIn("0", Long.toString(read.version()));
        }
        return reads;
    }

    @Test
    void manyAskedAtOnceGetTheirOwn() throws Exception {
        UserStore store = store();
        List<CompletionStage<Boolean>> added = new ArrayList<>();
        for (int i = 0; i < 300; i += 2) {
            added.add(store.add(account("many" + i, "nick" + i, 1)));
        }
        for (CompletionStage<Boolean> each : added) {
            assertThat(get(each)).isTrue();
        }
        UserStore reopened = reopened();
        List<CompletionStage<Account>> found = together(300, i -> () -> reopened.find("many" + i));
        for (int i = 0; i < 300; i++) {
            Account account = get(found.get(i));
            assertThat(account == null ? null : account.nickname()).isEqualTo(i % 2 == 0 ? "nick" + i : null);
        }
        assertThat(found.stream()
                        .collect(groupingBy(stage -> stage.toCompletableFuture().isDone(), counting())))
                .containsOnlyKeys(true);
    }

    private interface Calls<T> {
        Callable<CompletionStage<T>> call(int number);
    }

    private static <T> List<CompletionStage<T>> together(int count, Calls<T> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<CompletionStage<T>> answers = new ArrayList<>();
            for (Future<CompletionStage<T>> each : threads.invokeAll(
                    IntStream.range(0, count).mapToObj(calls::call).toList())) {
                answers.add(each.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
