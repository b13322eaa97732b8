package junretsu.sql;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.config.StartException;

/** A database of words, {@code number INTEGER PRIMARY KEY, text TEXT NOT NULL}, whose writer the test steps itself. */
final class SqlFixture {
    static final int APPLICATION = 0x54455354;
    static final String SCHEMA = "/junretsu/sql/test";
    static final int WAITING_MAX = 5_000;

    private SqlFixture() {}

    static SqlDatabase open(Path path) throws StartException {
        return open(path, new ArrayList<>());
    }

    /** @param log gets the faults that are recorded */
    static SqlDatabase open(Path path, List<String> log) throws StartException {
        return SqlDatabase.open(settings(path, APPLICATION, SCHEMA, log));
    }

    static SqlSettings settings(Path path, int application, String schema, List<String> log) {
        ManualClock clock = new ManualClock();
        DistinctErrors errors = new DistinctErrors(log::add, clock);
        return new SqlSettings(path, application, schema, 2, WAITING_MAX, Runnable::run, errors, clock);
    }

    static List<String> words(SqlDatabase database) throws SqlException {
        return database.readers().ask(session -> {
            List<String> words = new ArrayList<>();
            try (ResultSet rows =
                    session.prepared("SELECT text FROM word ORDER BY number").executeQuery()) {
                while (rows.next()) {
                    words.add(rows.getString(1));
                }
            }
            return words;
        });
    }

    /** The word "ok" when SQLite finds nothing wrong. */
    static String integrity(SqlDatabase database) throws SqlException {
        return database.readers().ask(session -> session.text("PRAGMA integrity_check"));
    }

    /** Adds a word. */
    static class Word implements SqlUnit {
        private final long number;
        private final String text;
        private final List<String> answers;
        int runs;

        /** @param answers gets the text when it is on the disk, or the fault's label */
        Word(long number, String text, List<String> answers) {
            this.number = number;
            this.text = text;
            this.answers = answers;
        }

        @Override
        public void run(SqlSession session) throws SQLException {
            runs++;
            PreparedStatement insert = session.prepared("INSERT INTO word VALUES (?, ?)");
            insert.setLong(1, number);
            insert.setString(2, text);
            insert.executeUpdate();
        }

        @Override
        public void done() {
            answers.add(text);
        }

        @Override
        public void failed(SqlException failure) {
            answers.add(failure.fault().label());
        }
    }
}
