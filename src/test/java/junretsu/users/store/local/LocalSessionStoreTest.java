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
        Waiting.until("the sweep", 10_000, () -> rows() == live);
        assertThat(rows()).isEqualTo(live);
    }

    private long rows() {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("users.db"));
                Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM session")) {
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
