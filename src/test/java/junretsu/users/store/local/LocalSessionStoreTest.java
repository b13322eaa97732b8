package junretsu.users.store.local;

import static junretsu.users.store.SampleAccounts.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import junretsu.base.ManualClock;
import junretsu.testing.Waiting;
import junretsu.users.account.Session;
import junretsu.users.account.SessionStore;
import junretsu.users.store.SessionStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSessionStoreTest extends SessionStoreContract {
    private static final int USERS = 20_000;
    private static final long SWEEP_REST_MS = 61_000;

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private LocalUsers users;

    @BeforeEach
    void open() throws Exception {
        users = LocalFixture.open(directory, IDLE_MS, clock);
    }

    @AfterEach
    void close() throws Exception {
        users.close();
    }

    @Override
    protected SessionStore store() {
        return users.sessions();
    }

    @Override
    protected SessionStore reopened() throws Exception {
        users.close();
        open();
        return users.sessions();
    }

    @Override
    protected long nowMs() {
        return clock.epochMillis();
    }

    @Override
    protected void pass(long ms) {
        clock.advanceMillis(ms);
    }

    @Test
    void theSweepDeletesWhatIsOverAndNothingElse() throws Exception {
        Random random = new Random(1);
        List<CompletionStage<Void>> opened = new ArrayList<>();
        for (int i = 0; i < 2 * SessionSweep.STEP_ROWS + 100; i++) {
            byte[] hash = new byte[32];
            random.nextBytes(hash);
            long seen = nowMs() - (i % 3 == 0 ? IDLE_MS : 0);
            opened.add(store().open(new Session(hash, "u" + i % 7, seen, seen, nowMs() + ABSOLUTE_MS, "", "")));
        }
        for (CompletionStage<Void> each : opened) {
            get(each);
        }
        pass(SWEEP_REST_MS);
        int live = opened.size() - (opened.size() + 2) / 3;
        Waiting.until("the sweep", () -> rows() == live);
        assertThat(rows()).isEqualTo(live);
    }

    @Test
    void sessionsAreFoundAndEndedWhetherTheyAreIndexedOrNot() throws Exception {
        Random random = new Random(2);
        List<Session> sessions = new ArrayList<>();
        openMany(SessionIndex.GENERATION_ROWS, sessions, random);
        while (number("SELECT through FROM session_indexed") == 0) {
            openMany(2_000, sessions, random);
        }
        int count = sessions.size();
        Session young = new Session(new byte[32], "u3", nowMs(), nowMs(), nowMs() + ABSOLUTE_MS, "", "");
        get(store().open(young));
        SessionStore reopened = reopened();
        for (int i : new int[] {0, count / 2, count - 1}) {
            Session one = sessions.get(i);
            assertThat(get(reopened.find(one.tokenHash())).username()).isEqualTo(one.username());
        }
        int ofUser = (count - 4) / USERS + 2;
        assertThat(get(reopened.list("u3"))).hasSize(ofUser);
        assertThat(get(reopened.end("u4", sessions.get(4).tokenHash()))).isTrue();
        assertThat(get(reopened.find(sessions.get(4).tokenHash()))).isNull();
        assertThat(get(reopened.endAll("u3", sessions.get(3).tokenHash()))).isEqualTo(ofUser - 1);
        assertThat(get(reopened.find(young.tokenHash()))).isNull();
        assertThat(get(reopened.find(sessions.get(3).tokenHash()))).isNotNull();
        String keys = "SELECT count(*) FROM session_key WHERE id NOT IN (SELECT id FROM session)";
        assertThat(number(keys)).isZero();
    }

    private void openMany(int count, List<Session> sessions, Random random) throws Exception {
        List<CompletionStage<Void>> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] hash = new byte[32];
            random.nextBytes(hash);
            String user = "u" + sessions.size() % USERS;
            sessions.add(new Session(hash, user, nowMs(), nowMs(), nowMs() + ABSOLUTE_MS, "", ""));
            opened.add(store().open(sessions.get(sessions.size() - 1)));
        }
        for (CompletionStage<Void> each : opened) {
            get(each);
        }
    }

    @Test
    void sessionsWhoseHashesBeginAlikeAreTheirOwn() throws Exception {
        byte[] one = new byte[32];
        byte[] other = new byte[32];
        other[31] = 1;
        get(store().open(new Session(one, "ann", nowMs(), nowMs(), nowMs() + ABSOLUTE_MS, "", "")));
        get(store().open(new Session(other, "ben", nowMs(), nowMs(), nowMs() + ABSOLUTE_MS, "", "")));
        SessionStore reopened = reopened();
        assertThat(get(reopened.find(one)).username()).isEqualTo("ann");
        assertThat(get(reopened.find(other)).username()).isEqualTo("ben");
        assertThat(get(reopened.end("ben", one))).isFalse();
        assertThat(get(reopened.end("ann", one))).isTrue();
        assertThat(get(reopened.find(other))).isNotNull();
    }

    private long rows() {
        return number("SELECT count(*) FROM session");
    }

    private long number(String query) {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("users.db"));
                Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
