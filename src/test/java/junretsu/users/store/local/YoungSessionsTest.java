package junretsu.users.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.sql.SqlDatabase;
import junretsu.sql.SqlException;
import junretsu.sql.SqlQuestions;
import junretsu.sql.SqlSession;
import junretsu.sql.SqlSettings;
import junretsu.sql.SqlUnit;
import junretsu.users.account.Session;
import junretsu.users.store.SessionLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions in memory that no table finds, over a writer that the test steps. */
class YoungSessionsTest {
    private static final int WAITING_MAX = 1_000;

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private SqlDatabase database;
    private SessionTable table;
    private LocalSessionStore store;

    @BeforeEach
    void open() throws Exception {
        database = SqlDatabase.open(new SqlSettings(
                directory.resolve("users.db"),
                1,
                "/junretsu/sql/users",
                2,
                WAITING_MAX,
                Runnable::run,
                new DistinctErrors(new ArrayList<String>()::add, clock),
                clock));
        table = database.readers().ask(SessionTable::open);
        SqlQuestions questions = new SqlQuestions(database.readers(), "reader", 1, WAITING_MAX);
        store = new LocalSessionStore(database, questions, table, new SessionLimits(1_000), clock);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private static Session session(int number, String username) {
        byte[] hash = new byte[32];
        hash[0] = (byte) number;
        return new Session(hash, username, 0, 0, 1_000, "", "");
    }

    private void write() {
        while (database.writer().doWork() > 0) {}
    }

    /** A unit that leaves the disk without room until its group has failed. */
    private static final class FullDisk implements SqlUnit {
        @Override
        public void run(SqlSession session) throws SQLException {
            session.number("PRAGMA max_page_count = 1");
        }

        @Override
        public void done() {}

        @Override
        public void failed(SqlException failure) {}
    }

    @Test
    void aGenerationIsFullAlsoOfSessionsThatHaveEnded() {
        YoungSessions young = table.young();
        for (int i = 0; i < 3; i++) {
            young.add(session(i, "ann"));
            young.remove(session(i, "ann"));
        }
        assertThat(young.ids("ann")).isEmpty();
        assertThat(young.growing()).isEqualTo(3);
        young.seal();
        assertThat(young.growing()).isZero();
        young.add(session(4, "ann"));
        young.seal();
        assertThat(young.sealed().isEmpty()).isFalse();
    }

    @Test
    void aLoginThatTheDiskDidNotTakeIsForgotten() {
        database.writer().submit(new FullDisk());
        Session large = new Session(new byte[32], "ann", 0, 0, 1_000, "", "x".repeat(100_000));
        CompletionStage<Void> opened = store.open(large);
        write();
        assertThatThrownBy(() -> opened.toCompletableFuture().join()).hasMessageContaining("full");
        assertThat(table.places("ann")).isEqualTo("[]");
        assertThat(table.place(large.tokenHash())).isNull();
        CompletionStage<Void> again = store.open(session(1, "ann"));
        write();
        again.toCompletableFuture().join();
        assertThat(table.places("ann")).isEqualTo("[2]");
    }

    @Test
    void theTablesFindNoSessionThatAnotherUnitHasDeletedJustBefore() throws Exception {
        List<Session> sessions =
                IntStream.range(0, 100).mapToObj(i -> session(i, "u" + i)).toList();
        sessions.forEach(store::open);
        write();
        table.young().seal();
        SessionIndex index = new SessionIndex(database.writer(), table.young(), clock);
        store.end("u7", sessions.get(7).tokenHash());
        index.doWork();
        while (!table.young().sealed().isEmpty()) {
            store.open(session(101, "u1"));
            write();
        }
        assertThat(number("SELECT count(*) FROM session_key")).isEqualTo(99);
        assertThat(number("SELECT count(*) FROM session_user")).isEqualTo(99);
    }

    @Test
    void aGenerationIsWrittenAlsoWhereNobodyLogsIn() throws Exception {
        IntStream.range(0, 100).forEach(i -> store.open(session(i, "u" + i)));
        write();
        table.young().seal();
        SessionIndex index = new SessionIndex(database.writer(), table.young(), clock);
        for (int look = 0; look < 20; look++) {
            index.doWork();
            write();
        }
        assertThat(table.young().sealed().isEmpty()).isTrue();
        assertThat(number("SELECT count(*) FROM session_key")).isEqualTo(100);
        assertThat(number("SELECT through FROM session_indexed")).isEqualTo(100);
    }

    private long number(String query) throws SqlException {
        return database.readers().ask(session -> session.number(query));
    }
}
