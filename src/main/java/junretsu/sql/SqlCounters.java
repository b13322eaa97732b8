package junretsu.sql;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import junretsu.text.LogHistogram;

/** Counts of a database's work since the start. Any thread may call. */
public final class SqlCounters {
    private final LongAdder units = new LongAdder();
    private final LogHistogram commits = new LogHistogram();
    private final LogHistogram checkpoints = new LogHistogram();
    private final Map<SqlFault, LongAdder> failures = new EnumMap<>(SqlFault.class);

    SqlCounters() {
        for (SqlFault fault : SqlFault.values()) {
            failures.put(fault, new LongAdder());
        }
    }

    /** A group of units is on the disk. */
    void committed(int group, long nanos) {
        units.add(group);
        synchronized (commits) {
            commits.record(nanos);
        }
    }

    void checkpointed(long nanos) {
        synchronized (checkpoints) {
            checkpoints.record(nanos);
        }
    }

    void failed(SqlFault fault) {
        failures.get(fault).increment();
    }

    /** Units that are on the disk. */
    public long units() {
        return units.sum();
    }

    /** Units that failed in this way. */
    public long failures(SqlFault fault) {
        return failures.get(fault).sum();
    }

    /** The times from the begin of a transaction to the end of its commit; a copy, whose count is that of commits. */
    public LogHistogram commits() {
        synchronized (commits) {
            return commits.copy();
        }
    }

    /** The times in which the log was copied into the database; a copy. */
    public LogHistogram checkpoints() {
        synchronized (checkpoints) {
            return checkpoints.copy();
        }
    }
}
