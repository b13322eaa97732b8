package junretsu.jobs.local;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import junretsu.config.StartException;
import junretsu.jobs.queue.Job;
import junretsu.service.data.DataLook;
import junretsu.service.data.FileReport;
import junretsu.service.data.KeptData;
import junretsu.service.data.SqlStates;
import junretsu.service.data.TableSink;
import junretsu.sql.SqlLook;
import junretsu.sql.SqlSession;

/** The data directory of a jobs server: its queue, or what a server with a shared queue keeps of its own. */
public final class JobsData implements KeptData {
    private static final String ROWS = "SELECT " + JobRow.COLUMNS + " FROM job ORDER BY sequence";
    private static final String FIRST = "SELECT min(posted_ms) FROM job";
    private static final String ALL = "SELECT count(*) FROM job";
    private static final String OPEN = "SELECT count(*) FROM job WHERE state = 0";
    private static final String POSTS = "SELECT count(*) FROM post";

    @Override
    public String service() {
        return "jobs";
    }

    @Override
    public boolean isAt(Path path) {
        return Files.exists(jobs(path)) || Files.exists(posts(path));
    }

    private static Path jobs(Path directory) {
        return directory.resolve("jobs.db");
    }

    /** The journal of a server whose queue is in Redis. */
    private static Path posts(Path directory) {
        return directory.resolve("posts.db");
    }

    @Override
    public List<Path> lockedFiles(Path path) {
        return List.of(path.resolve("jobs.db-lock"), path.resolve("posts.db-lock"));
    }

    @Override
    public DataLook look(Path path) throws IOException, StartException {
        boolean isQueue = Files.exists(jobs(path));
        return SqlStates.look(
                isQueue ? jobs(path) : posts(path),
                session -> isQueue
                        ? new DataLook(
                                "",
                                session.number(FIRST),
                                String.format(
                                        Locale.ROOT,
                                        "%,d jobs, %,d of them open",
                                        session.number(ALL),
                                        session.number(OPEN)))
                        : new DataLook(
                                "",
                                0,
                                String.format(
                                        Locale.ROOT,
                                        "%,d jobs that it accepted for a queue in Redis",
                                        session.number(POSTS))));
    }

    @Override
    public void export(Path path, TableSink sink) throws IOException, StartException {
        if (Files.notExists(jobs(path))) {
            throw new StartException(path + " has no queue: its jobs are in Redis");
        }
        sink.table(
                "jobs",
                "id",
                "caller",
                "number",
                "status",
                "priority",
                "posted_at",
                "started_at",
                "ended_at",
                "cpu_ms",
                "factors",
                "composite",
                "certainty",
                "deaths");
        try (SqlLook look = SqlLook.open(jobs(path))) {
            visit(path, look.session(), job -> row(job, sink));
        }
    }

    private static void row(Job job, TableSink sink) throws IOException {
        sink.row(
                job.id().toString(),
                job.caller(),
                job.number(),
                job.state().text(),
                job.priority(),
                time(job.postedMs()),
                time(job.startedMs()),
                time(job.endedMs()),
                job.cpuNanos() / 1_000_000,
                job.result() == null ? null : String.join(" ", job.result().primes()),
                job.result() == null ? null : job.result().rest(),
                job.result() == null ? null : job.result().proven() ? "proven" : "probable",
                job.deaths().isEmpty() ? null : String.join("; ", job.deaths()));
    }

    private static String time(long ms) {
        return ms == 0 ? null : Instant.ofEpochMilli(ms).toString();
    }

    @Override
    public void verify(Path path, FileReport report) throws IOException {
        if (Files.exists(jobs(path))) {
            SqlStates.report(jobs(path), report, session -> rows(path, session, report));
        }
        if (Files.exists(posts(path))) {
            SqlStates.report(posts(path), report, session -> {});
        }
    }

    /** Multiplies the factors of each job anew. */
    private static void rows(Path path, SqlSession session, FileReport report) throws IOException, StartException {
        long[] counts = new long[2];
        visit(path, session, job -> {
            counts[0]++;
            if (job.result() != null && !isRight(job)) {
                counts[1]++;
                report.damaged(jobs(path), -1, "job " + job.id() + ": its factors do not multiply to " + job.number());
            }
        });
        if (counts[1] == 0) {
            report.whole(
                    jobs(path),
                    String.format(Locale.ROOT, "%,d jobs; the factors of each multiply to its number", counts[0]));
        }
    }

    private static boolean isRight(Job job) {
        BigInteger product =
                new BigInteger(job.result().rest() == null ? "1" : job.result().rest());
        for (String prime : job.result().primes()) {
            product = product.multiply(new BigInteger(prime));
        }
        return product.equals(new BigInteger(job.number()));
    }

    /** A taker of jobs. */
    private interface JobTaker {
        void take(Job job) throws IOException;
    }

    private static void visit(Path path, SqlSession session, JobTaker taker) throws IOException, StartException {
        try (ResultSet rows = session.prepared(ROWS).executeQuery()) {
            while (rows.next()) {
                taker.take(JobRow.read(rows));
            }
        } catch (SQLException | RuntimeException e) {
            throw new StartException("cannot read a job in " + jobs(path) + ": " + e.getMessage(), e);
        }
    }
}
