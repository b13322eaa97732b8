package junretsu.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import junretsu.base.EventLog;
import junretsu.config.StartException;

/**
 * The tables of one application, in numbered steps: {@code 001.sql} makes the first ones, each further resource changes
 * them. A database holds the application's number ({@code application_id}) and the number of the last step it has seen
 * ({@code user_version}; both sqlite.org/fileformat2.html, 1.3).
 */
public final class Schema {
    private static final long MEGABYTE = 1_000_000;

    private final int applicationId;
    private final List<String> steps;

    private Schema(int applicationId, List<String> steps) {
        this.applicationId = applicationId;
        this.steps = steps;
    }

    /**
     * Reads the steps.
     *
     * @param folder of resources, as in {@code /junretsu/sql/jobs}
     */
    static Schema read(int applicationId, String folder) {
        return new Schema(applicationId, steps(folder));
    }

    /**
     * Returns the texts of the steps, of which there is at least one.
     *
     * @param folder of resources, as in {@code /junretsu/sql/jobs}
     */
    public static List<String> steps(String folder) {
        List<String> steps = new ArrayList<>();
        for (String step; (step = step(folder, steps.size() + 1)) != null; ) {
            steps.add(step);
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("no 001.sql in " + folder);
        }
        return steps;
    }

    private static String step(String folder, int number) {
        String name = String.format("%s/%03d.sql", folder, number);
        try (InputStream resource = Schema.class.getResourceAsStream(name)) {
            return resource == null ? null : new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Brings a database to the last step, in one transaction; the log is told of it before.
     *
     * @throws StartException when it is another application's, or of a newer version than this one
     */
    void apply(SqlSession session, Path database, EventLog log) throws SQLException, StartException {
        session.beginToWrite();
        int version = version(session, database);
        if (version < steps.size()) {
            tell(version, session, database, log);
            for (String step : steps.subList(version, steps.size())) {
                session.execute(step);
            }
            session.execute("PRAGMA application_id = " + applicationId + "; PRAGMA user_version = " + steps.size());
        }
        session.commit();
    }

    private void tell(int version, SqlSession session, Path database, EventLog log) throws SQLException {
        if (version > 0) {
            long bytes = session.number("PRAGMA page_count") * session.number("PRAGMA page_size");
            log.notice(String.format(
                    Locale.ROOT,
                    "bringing %s (%,d MB) from version %d of its tables to %d; a large one takes a while",
                    database,
                    (bytes + MEGABYTE - 1) / MEGABYTE,
                    version,
                    steps.size()));
        }
    }

    private int version(SqlSession session, Path database) throws SQLException, StartException {
        long version = session.number("PRAGMA user_version");
        boolean isNew = version == 0 && session.number("SELECT count(*) FROM sqlite_schema") == 0;
        long application = session.number("PRAGMA application_id");
        if (application != applicationId && (application != 0 || !isNew)) {
            throw new StartException(database + " belongs to another application; move it away, or give this server"
                    + " another directory");
        }
        if (version > steps.size()) {
            throw new StartException(database + " was written by a newer junretsu (its tables are of version " + version
                    + ", this one knows them up to " + steps.size() + "): start that one");
        }
        return (int) version;
    }
}
