package junretsu.sql.server;

import java.sql.SQLException;
import java.util.List;
import junretsu.config.StartException;
import junretsu.sql.Schema;
import junretsu.sql.SqlSession;

/**
 * The tables, in numbered steps. A row of {@code schema_version} stands for each step that was made. A server changes a
 * table outside of any transaction, so each statement of a step is one that may be repeated.
 */
final class ServerSchema {
    private static final String STATEMENT_END = ";\\s*(\\n|$)";

    private ServerSchema() {}

    /**
     * Brings a database to the last step; of several processes one does it and the others wait.
     *
     * @throws StartException when it is another application's or of a newer version
     */
    static void apply(SqlSession session, String folder, String location) throws SQLException, StartException {
        List<String> steps = Schema.steps(folder);
        if (session.number(MysqlDialect.LOCK) != 1) {
            throw new StartException("another process has been changing the tables of " + location
                    + " for 10 s; try again when it is done");
        }
        try {
            long version = version(session, location);
            if (version > steps.size()) {
                throw new StartException(location + " was written by a newer junretsu (its tables are of version "
                        + version + ", this one knows them up to " + steps.size() + "): start that one");
            }
            for (int step = (int) version; step < steps.size(); step++) {
                for (String statement : steps.get(step).split(STATEMENT_END)) {
                    session.execute(statement);
                }
                session.execute(String.format(MysqlDialect.SET_VERSION, step + 1));
            }
        } finally {
            session.text(MysqlDialect.UNLOCK);
        }
    }

    private static long version(SqlSession session, String location) throws SQLException, StartException {
        if (session.number(MysqlDialect.COUNT_VERSIONS) == 0) {
            if (session.number(MysqlDialect.COUNT_TABLES) > 0) {
                throw new StartException(
                        location + " has tables of another application; give this server a database" + " of its own");
            }
            session.execute(MysqlDialect.MAKE_VERSION);
        }
        return session.number(MysqlDialect.VERSION);
    }
}
