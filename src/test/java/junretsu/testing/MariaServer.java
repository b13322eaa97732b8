package junretsu.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A mariadbd of the test's own, on a free port of 127.0.0.1, with a directory of its own under the system's temporary
 * one and no system service. It keeps what is committed through a kill.
 */
public final class MariaServer implements AutoCloseable {
    public static final String USER = "junretsu";
    public static final String PASSWORD = "secret of junretsu";

    private static final String HOST = "127.0.0.1";
    private static final String ROOT_PASSWORD = "secret of root";
    private static final long START_LIMIT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final List<Path> SYSTEM_TABLES = List.of(
            Path.of("/usr/share/mysql/mysql_system_tables.sql"),
            Path.of("/usr/share/mysql/mysql_system_tables_data.sql"));

    /** Small, since a test's rows are few and the directory is made anew for each. */
    private static final List<String> SMALL = List.of("--innodb-log-file-size=16M", "--innodb-buffer-pool-size=64M");

    private final int port = RedisServer.freePort();
    private final ServerProcess process = new ServerProcess("mariadb");
    private final Path directory = process.directory();
    private final List<String> options;

    private MariaServer(List<String> options) {
        this.options = options;
    }

    /** @param options as on mariadbd's command line, such as {@code "--max-connections=5"} */
    public static MariaServer start(String... options) {
        try {
            MariaServer server = new MariaServer(List.of(options));
            Files.createDirectory(server.directory.resolve("data"));
            server.makeTables();
            server.restart();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** The address of an empty database of that name, which {@link #USER} may do everything with. */
    public String url(String database) {
        root("CREATE DATABASE IF NOT EXISTS " + database);
        root("GRANT ALL ON " + database + ".* TO '" + USER + "'@'" + HOST + "'");
        return urlBehind(port, database);
    }

    /** The address of a database behind a proxy. */
    public static String urlBehind(int port, String database) {
        return "jdbc:mariadb://" + HOST + ":" + port + "/" + database;
    }

    /** A connection of root's. */
    public Connection connectAsRoot() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://" + HOST + ":" + port + "/mysql?connectTimeout=2000", "root", ROOT_PASSWORD);
    }

    /** Executes one statement as root. */
    public void root(String sql) {
        try (Connection connection = connectAsRoot();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Ends it without giving it time for anything. */
    public void kill() {
        process.kill();
    }

    /** Makes it stand still, as a stalled machine does. */
    public void pause() {
        process.pause();
    }

    public void resume() {
        process.resume();
    }

    /** Starts it again after {@link #kill}. */
    public void restart(String... moreOptions) {
        List<String> command = command();
        command.addAll(List.of(
                "--bind-address=" + HOST,
                "--port=" + port,
                "--socket=" + directory.resolve("s"),
                "--pid-file=" + directory.resolve("pid"),
                "--skip-name-resolve"));
        command.addAll(options);
        command.addAll(List.of(moreOptions));
        try {
            process.launch(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitAnswer();
    }

    @Override
    public void close() {
        process.close();
    }

    private List<String> command() {
        // One that starts deletes the temporary tables of every other that shares its directory for them.
        List<String> command = new ArrayList<>(List.of(
                "mariadbd",
                "--no-defaults",
                "--user=root",
                "--datadir=" + directory.resolve("data"),
                "--tmpdir=" + directory));
        command.addAll(SMALL);
        return command;
    }

    /** Does as mariadb-install-db does, which needs more of MariaDB than its server. */
    private void makeTables() throws IOException, InterruptedException {
        StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\n");
        for (Path tables : SYSTEM_TABLES) {
            sql.append(Files.readString(tables));
        }
        sql.append("FLUSH PRIVILEGES;\n");
        sql.append("CREATE USER '" + USER + "'@'" + HOST + "' IDENTIFIED BY '" + PASSWORD + "';\n");
        sql.append("CREATE OR REPLACE USER 'root'@'" + HOST + "' IDENTIFIED BY '" + ROOT_PASSWORD + "';\n");
        sql.append("GRANT ALL ON *.* TO 'root'@'" + HOST + "' WITH GRANT OPTION;\n");
        List<String> command = command();
        command.add("--bootstrap");
        try {
            Process bootstrap = process.launch(command);
            bootstrap.outputWriter().append(sql).close();
            if (bootstrap.waitFor() != 0) {
                throw new IllegalStateException("mariadbd made no tables: " + process.printed());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("mariadbd is needed for this test: apt-get install mariadb-server-core", e);
        }
    }

    private void awaitAnswer() {
        long deadlineNs = System.nanoTime() + START_LIMIT_NS;
        while (true) {
            try (Connection connection = connectAsRoot()) {
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadlineNs || !process.isAlive()) {
                    throw new IllegalStateException("mariadbd did not come up: " + process.printed(), e);
                }
                Waiting.sleep(20);
            }
        }
    }
}
