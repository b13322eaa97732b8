package junretsu.users.store.local;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import junretsu.sql.SqlSession;
import junretsu.users.store.local.YoungGeneration.Entry;

/** A table of two columns that finds sessions: something of theirs, and their places in the order of the logins. */
final class IndexTable {
    /** Rows of a statement: one with many costs less than half of as many statements. */
    static final int MANY = 64;

    private final String insert;
    private final String insertMany;
    private final Column column;

    /** The value of the first column. */
    @FunctionalInterface
    interface Column {
        void set(PreparedStatement statement, int place, Entry entry) throws SQLException;
    }

    IndexTable(String name, Column column) {
        insert = "INSERT OR IGNORE INTO " + name + " VALUES (?, ?)";
        insertMany = insert + ", (?, ?)".repeat(MANY - 1);
        this.column = column;
    }

    /** Writes entries; those that it has already for nothing. */
    void write(SqlSession session, List<Entry> entries) throws SQLException {
        int from = 0;
        for (; from + MANY <= entries.size(); from += MANY) {
            write(session.prepared(insertMany), entries.subList(from, from + MANY));
        }
        for (; from < entries.size(); from++) {
            write(session.prepared(insert), entries.subList(from, from + 1));
        }
    }

    private void write(PreparedStatement statement, List<Entry> entries) throws SQLException {
        int place = 1;
        for (Entry entry : entries) {
            column.set(statement, place++, entry);
            statement.setLong(place++, entry.id());
        }
        statement.executeUpdate();
    }
}
