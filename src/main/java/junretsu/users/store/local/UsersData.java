package junretsu.users.store.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import junretsu.config.StartException;
import junretsu.service.data.DataLook;
import junretsu.service.data.FileReport;
import junretsu.service.data.KeptData;
import junretsu.service.data.SqlStates;
import junretsu.service.data.TableSink;
import junretsu.sql.SqlLook;
import junretsu.sql.SqlSession;
import junretsu.users.account.Account;
import junretsu.users.account.Session;
import junretsu.users.picture.PictureCheck;
import junretsu.users.store.AccountTable;

/** The data directory of a users server whose accounts lie in a file. What could let anybody in is never handed out. */
public final class UsersData implements KeptData {
    private static final String ACCOUNTS = "SELECT count(*) FROM account";
    private static final String SESSIONS = "SELECT count(*) FROM session";
    private static final String FIRST = "SELECT min(created_ms) FROM account";

    @Override
    public String service() {
        return "users";
    }

    @Override
    public boolean isAt(Path path) {
        return Files.exists(users(path));
    }

    private static Path users(Path directory) {
        return directory.resolve("users.db");
    }

    @Override
    public List<Path> lockedFiles(Path path) {
        return List.of(path.resolve("users.db-lock"));
    }

    @Override
    public DataLook look(Path path) throws IOException, StartException {
        return SqlStates.look(
                users(path),
                session -> new DataLook(
                        "",
                        session.number(FIRST),
                        String.format(
                                Locale.ROOT,
                                "%,d accounts, %,d sessions",
                                session.number(ACCOUNTS),
                                session.number(SESSIONS))));
    }

    @Override
    public void export(Path path, TableSink sink) throws IOException, StartException {
        try (SqlLook look = SqlLook.open(users(path))) {
            accounts(path, look.session(), sink);
            sessions(path, look.session(), sink);
        }
    }

    private static void accounts(Path path, SqlSession rows, TableSink sink) throws IOException, StartException {
        sink.table("accounts", "username", "nickname", "picture", "second_factor", "version", "created");
        accounts(
                path,
                rows,
                account -> sink.row(
                        account.username(),
                        account.nickname(),
                        account.picture(),
                        account.secondFactor() != null,
                        account.version(),
                        Instant.ofEpochMilli(account.createdMs()).toString()));
    }

    private static void sessions(Path path, SqlSession rows, TableSink sink) throws IOException, StartException {
        sink.table("sessions", "username", "created", "seen", "ends", "address", "device");
        sessions(
                path,
                rows,
                session -> sink.row(
                        session.username(),
                        Instant.ofEpochMilli(session.createdMs()).toString(),
                        Instant.ofEpochMilli(session.seenMs()).toString(),
                        Instant.ofEpochMilli(session.endsMs()).toString(),
                        session.address(),
                        session.device()));
    }

    @Override
    public void verify(Path path, FileReport report) throws IOException {
        SqlStates.report(users(path), report, rows -> rows(path, rows, report));
    }

    private static void rows(Path path, SqlSession rows, FileReport report) throws IOException, StartException {
        long[] counts = new long[2];
        PictureCheck pictures = new PictureCheck(path.resolve("pictures"));
        accounts(path, rows, account -> {
            counts[0]++;
            pictures.take(account);
        });
        sessions(path, rows, session -> counts[1]++);
        report.whole(
                users(path),
                String.format(Locale.ROOT, "%,d accounts and %,d sessions can be read", counts[0], counts[1]));
        pictures.report(report);
    }

    /** A taker of rows. */
    private interface Taker<T> {
        void take(T row) throws IOException;
    }

    private static void accounts(Path path, SqlSession session, Taker<Account> taker)
            throws IOException, StartException {
        try (ResultSet rows = session.prepared(AccountTable.ALL).executeQuery()) {
            while (rows.next()) {
                taker.take(AccountTable.read(rows));
            }
        } catch (SQLException | RuntimeException e) {
            throw new StartException("cannot read an account in " + users(path) + ": " + e.getMessage(), e);
        }
    }

    private static void sessions(Path path, SqlSession session, Taker<Session> taker)
            throws IOException, StartException {
        try (ResultSet rows = session.prepared(SessionTable.ALL).executeQuery()) {
            while (rows.next()) {
                taker.take(SessionTable.session(rows));
            }
        } catch (SQLException | RuntimeException e) {
            throw new StartException("cannot read a session in " + users(path) + ": " + e.getMessage(), e);
        }
    }
}
