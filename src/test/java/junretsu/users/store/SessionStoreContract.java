package junretsu.users.store;

import static junretsu.users.store.SampleAccounts.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import junretsu.users.account.Session;
import junretsu.users.account.SessionStore;
import org.junit.jupiter.api.Test;

/** The promises of every store of sessions. */
public abstract class SessionStoreContract {
    protected static final long IDLE_MS = 1_800_000;
    protected static final long ABSOLUTE_MS = 5 * IDLE_MS;

    /** Logins after which an account's old sessions have made room. */
    private static final int SOME = 9_000;

    /** The store of this test, empty at first; it is closed by the subclass. */
    protected abstract SessionStore store() throws Exception;

    /** Closes the store and opens it anew, as another process would find it. */
    protected abstract SessionStore reopened() throws Exception;

    /** Unix milliseconds as the store takes them. */
    protected abstract long nowMs();

    /** Lets time pass for the store. */
    protected abstract void pass(long ms) throws Exception;

    protected final Session session(int number, String username) {
        byte[] hash = new byte[32];
        Arrays.fill(hash, (byte) number);
        hash[0] = (byte) (31 * number);
        long now = nowMs();
        return new Session(hash, username, now, now, now + ABSOLUTE_MS, "2001:db8::" + number, "Häns' \"Browser\"\n🦊");
    }

    protected final Session opened(int number, String username) throws Exception {
        Session session = session(number, username);
        get(store().open(session));
        return session;
    }

    protected static void assertSame(Session found, Session expected) {
        assertThat(found).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void aSessionIsFoundAsItWasOpenedAlsoAfterARestart() throws Exception {
        Session session = opened(1, "alice");
        assertSame(get(store().find(session.tokenHash())), session);
        assertSame(get(reopened().find(session.tokenHash())), session);
        assertThat(get(store().find(session(2, "alice").tokenHash()))).isNull();
        assertThat(store().problem()).isNull();
    }

    @Test
    void aSessionThatIsNotUsedIsOver() throws Exception {
        Session session = opened(1, "alice");
        pass(IDLE_MS - 1_000);
        assertThat(get(store().find(session.tokenHash()))).isNotNull();
        pass(1_000);
        assertThat(get(store().find(session.tokenHash()))).isNull();
        assertThat(get(reopened().find(session.tokenHash()))).isNull();
        assertThat(get(store().list("alice"))).isEmpty();
        assertThat(get(store().end("alice", session.tokenHash()))).isFalse();
    }

    @Test
    void aUsedSessionLastsUntilItEnds() throws Exception {
        Session session = opened(1, "alice");
        for (long passed = 0; passed < ABSOLUTE_MS - IDLE_MS / 2; passed += IDLE_MS / 2) {
            Session found = get(store().find(session.tokenHash()));
            assertThat(found).as("after " + passed).isNotNull();
            store().touch(found, nowMs());
            settle();
            pass(IDLE_MS / 2);
        }
        assertThat(get(reopened().find(session.tokenHash()))).isNotNull();
        pass(IDLE_MS / 2);
        assertThat(get(store().find(session.tokenHash()))).isNull();
        assertThat(get(store().list("alice"))).isEmpty();
    }

    /** Waits for what was handed over without an answer. */
    private void settle() throws Exception {
        get(store().end("settle", new byte[32]));
    }

    @Test
    void aUseIsWrittenDownOnceAMinute() throws Exception {
        Session session = opened(1, "alice");
        pass(SessionStore.TOUCH_MS_MIN - 1_000);
        store().touch(get(store().find(session.tokenHash())), nowMs());
        settle();
        assertThat(get(reopened().find(session.tokenHash())).seenMs()).isEqualTo(session.seenMs());
        pass(1_000);
        long used = nowMs();
        store().touch(get(store().find(session.tokenHash())), used);
        settle();
        assertSame(get(store().find(session.tokenHash())), session.seenAt(used));
        assertSame(get(reopened().find(session.tokenHash())), session.seenAt(used));
    }

    @Test
    void aUseThatComesLateBringsNothingBack() throws Exception {
        Session session = opened(1, "alice");
        pass(2 * SessionStore.TOUCH_MS_MIN);
        Session found = get(store().find(session.tokenHash()));
        assertThat(get(store().end("alice", session.tokenHash()))).isTrue();
        store().touch(found, nowMs());
        settle();
        assertThat(get(store().find(session.tokenHash()))).isNull();
        assertThat(get(store().list("alice"))).isEmpty();
        assertThat(get(reopened().find(session.tokenHash()))).isNull();
    }

    @Test
    void aSessionIsEndedByItsOwnerOnce() throws Exception {
        Session session = opened(1, "alice");
        assertThat(get(store().end("mallory", session.tokenHash()))).isFalse();
        assertThat(get(store().find(session.tokenHash()))).isNotNull();
        assertThat(get(store().end("alice", session.tokenHash()))).isTrue();
        assertThat(get(store().find(session.tokenHash()))).isNull();
        assertThat(get(store().end("alice", session.tokenHash()))).isFalse();
        assertThat(get(reopened().find(session.tokenHash()))).isNull();
    }

    @Test
    void allButOneAreEnded() throws Exception {
        List<Session> sessions = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            sessions.add(opened(i, "alice"));
            pass(1_000);
        }
        Session other = opened(6, "bob");
        assertThat(get(store().endAll("alice", sessions.get(2).tokenHash()))).isEqualTo(4);
        List<Session> left = get(store().list("alice"));
        assertThat(left).hasSize(1);
        assertSame(left.get(0), sessions.get(2));
        assertThat(get(store().find(sessions.get(0).tokenHash()))).isNull();
        assertThat(get(store().endAll("alice", null))).isEqualTo(1);
        assertThat(get(store().endAll("alice", null))).isZero();
        assertThat(get(reopened().list("alice"))).isEmpty();
        assertSame(get(store().find(other.tokenHash())), other);
    }

    @Test
    void ofSessionsThatEndTheOthersTheLastIsLeft() throws Exception {
        Session before = opened(1, "alice");
        Session other = opened(2, "bob");
        List<CompletionStage<Void>> begun = new ArrayList<>();
        for (int i = 3; i <= 22; i++) {
            begun.add(store().openOnly(session(i, "alice")));
        }
        for (CompletionStage<Void> each : begun) {
            get(each);
        }
        Session last = session(22, "alice");
        for (Session ended : List.of(before, session(21, "alice"))) {
            assertThat(get(store().find(ended.tokenHash()))).isNull();
        }
        assertThat(get(store().list("alice"))).hasSize(1);
        assertSame(get(reopened().find(last.tokenHash())), last);
        assertThat(get(store().list("alice"))).hasSize(1);
        assertSame(get(store().find(other.tokenHash())), other);
        get(store().openOnly(session(23, "alice")));
        assertThat(get(store().find(last.tokenHash()))).isNull();
        assertThat(get(store().list("alice"))).hasSize(1);
    }

    @Test
    void theOldestSessionsOfAnAccountMakeRoomForNewOnes() throws Exception {
        Random random = new Random(1);
        List<Session> sessions = new ArrayList<>();
        List<CompletionStage<Void>> begun = new ArrayList<>();
        int count = 2 * SessionStore.KEPT;
        for (int i = 0; i < count; i++) {
            byte[] hash = new byte[32];
            random.nextBytes(hash);
            long began = nowMs() - count + i;
            sessions.add(new Session(hash, "alice", began, began, began + ABSOLUTE_MS, "", ""));
            begun.add(store().open(sessions.get(i)));
        }
        Session other = opened(1, "bob");
        for (CompletionStage<Void> each : begun) {
            get(each);
        }
        assertThat(get(store().find(sessions.get(0).tokenHash()))).isNull();
        for (Session newest : sessions.subList(count - SessionStore.KEPT, count)) {
            assertThat(get(store().find(newest.tokenHash()))).isNotNull();
        }
        SessionStore reopened = reopened();
        assertThat(get(reopened.find(sessions.get(0).tokenHash()))).isNull();
        assertThat(get(reopened.list("alice"))).hasSize(SessionStore.LISTED_MAX);
        assertThat(get(reopened.endAll("alice", null))).isBetween(SessionStore.KEPT, SessionStore.KEPT + SOME);
        assertSame(get(store().find(other.tokenHash())), other);
    }

    @Test
    void sessionsThatAreOverTakeNobodysPlaceInTheList() throws Exception {
        Session lasting = opened(1, "alice");
        pass(IDLE_MS / 2);
        store().touch(lasting, nowMs());
        for (int i = 0; i < SessionStore.LISTED_MAX; i++) {
            byte[] hash = new byte[32];
            Arrays.fill(hash, (byte) i);
            long ends = nowMs() + IDLE_MS / 4;
            get(store().open(new Session(hash, "alice", nowMs(), nowMs(), ends, "", "")));
        }
        pass(IDLE_MS / 2);
        assertThat(get(store().list("alice"))).hasSize(1);
    }

    @Test
    void theNewestIsListedFirst() throws Exception {
        for (int number : new int[] {3, 1, 2}) {
            opened(number, "alice");
            pass(1_000);
        }
        assertThat(get(store().list("alice")))
                .extracting(session -> (int) session.tokenHash()[1])
                .containsExactly(2, 1, 3);
        assertThat(get(reopened().list("nobody"))).isEmpty();
    }

    @Test
    void manyAskedAtOnceGetTheirOwn() throws Exception {
        for (int i = 0; i < 100; i += 2) {
            opened(i, "user" + i);
        }
        SessionStore reopened = reopened();
        List<CompletionStage<Session>> found = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            found.add(reopened.find(session(i, "").tokenHash()));
        }
        for (int i = 0; i < 100; i++) {
            Session session = get(found.get(i));
            assertThat(session == null ? null : session.username()).isEqualTo(i % 2 == 0 ? "user" + i : null);
        }
    }
}
