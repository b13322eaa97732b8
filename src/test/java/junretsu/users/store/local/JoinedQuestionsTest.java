package junretsu.users.store.local;

import static junretsu.users.store.SampleAccounts.account;
import static junretsu.users.store.SampleAccounts.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.sql.SqlDatabase;
import junretsu.sql.SqlQuestions;
import junretsu.sql.SqlSettings;
import junretsu.users.account.Account;
import junretsu.users.account.Session;
import junretsu.users.store.SessionLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that change while questions that were joined are asked, over a writer and a reader that the test steps. */
class JoinedQuestionsTest {
    private static final int WAITING_MAX = 1_000;

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private final DistinctErrors errors = new DistinctErrors(new ArrayList<String>()::add, clock);
    private final List<Worker> lanes = new ArrayList<>();
    private SqlDatabase database;
    private SqlQuestions questions;

    @BeforeEach
    void open() throws Exception {
        database = SqlDatabase.open(new SqlSettings(
                directory.resolve("users.db"), 1, "/junretsu/sql/users", 2, WAITING_MAX, Runnable::run, errors, clock));
        questions = new SqlQuestions(database.readers(), "reader", 1, WAITING_MAX);
        questions.addTo((worker, idle) -> {
            lanes.add(worker);
            return new WorkerThread(worker, idle, errors);
        });
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private void write() {
        while (database.writer().doWork() > 0) {}
    }

    private void read() throws Exception {
        while (lanes.get(0).doWork() > 0) {}
    }

    /** A question whose statement says of when all that follow it in its group are answered; then something changes. */
    private void askBefore(Runnable change) {
        questions.ask(session -> {
            session.number("SELECT count(*) FROM account");
            change.run();
            write();
            return null;
        });
    }

    @Test
    void anAccountThatWasReadBeforeItsChangeIsNotKept() throws Exception {
        LocalUserStore first = new LocalUserStore(database, questions);
        first.add(account("alice", "one", 1));
        write();
        LocalUserStore store = new LocalUserStore(database, questions);
        askBefore(() -> store.replace(account("alice", "two", 2)));
        CompletionStage<Account> meanwhile = store.find("alice");
        read();
        assertThat(get(meanwhile).nickname()).isEqualTo("one");
        CompletionStage<Account> later = store.find("alice");
        read();
        assertThat(get(later).nickname()).isEqualTo("two");
    }

    @Test
    void aSessionThatWasReadBeforeItsEndIsNotKept() throws Exception {
        SessionTable table = database.readers().ask(SessionTable::open);
        Session session = new Session(new byte[32], "alice", 0, 0, Long.MAX_VALUE, "", "");
        sessions(table).open(session);
        write();
        LocalSessionStore store = sessions(table);
        askBefore(() -> store.end("alice", session.tokenHash()));
        CompletionStage<Session> meanwhile = store.find(session.tokenHash());
        read();
        assertThat(get(meanwhile)).isNotNull();
        CompletionStage<Session> later = store.find(session.tokenHash());
        read();
        assertThat(get(later)).isNull();
    }

    private LocalSessionStore sessions(SessionTable table) {
        return new LocalSessionStore(database, questions, table, new SessionLimits(Long.MAX_VALUE / 2), clock);
    }
}
