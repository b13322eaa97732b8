package junretsu.numbers.serve;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import junretsu.config.StartException;
import junretsu.store.CountNames;
import junretsu.store.EventCounts;
import junretsu.store.FlushSource;
import junretsu.tally.CellLayout;
import junretsu.tally.CounterBlock;
import junretsu.tally.CounterFile;

/**
 * The counts of this node over all its runs, as a store is handed them: they never fall. They stand in the first block
 * of a counter file, a cell each:
 *
 * <pre>
 *   0 unique     1 duplicates   2 rejected   3 unfinished   4 bytes
 *   5 accepted   6 refused      7 unique before the log was last emptied
 * </pre>
 *
 * The file is brought up to date before each flush, so after a {@code kill -9} it may lack what came since, but for the
 * unique numbers: a log that is resumed shows how many they are. To be used by one thread, but for what no longer
 * changes once the log is open.
 */
final class NodeCounts implements Closeable {
    /** Numbers received are the total. */
    static final CountNames FIELDS = new CountNames(
            "numbers", List.of("unique", "duplicates", "rejected", "unfinished", "bytes", "accepted", "refused"), 2);

    static final int UNIQUE = 0;
    static final int DUPLICATES = 1;
    private static final int UNIQUE_BEFORE_LOG = 7;

    static final CellLayout LAYOUT = new CellLayout(
            FIELDS.service(),
            Stream.concat(FIELDS.names().stream(), Stream.of("unique_before_log"))
                    .toList());

    private final CounterFile file;
    private final CounterBlock block;
    private final long[] before = new long[FIELDS.size()];
    private final long[] counts = new long[FIELDS.size()];

    private NodeCounts(CounterFile file) {
        this.file = file;
        block = file.block(0);
        for (int i = 0; i < before.length; i++) {
            before[i] = block.get(i);
        }
    }

    /**
     * Resumes the counts in a directory, making both where they are missing.
     *
     * @param nowMs unix milliseconds
     * @throws StartException when the file cannot be used; its message is a sentence for the user
     */
    static NodeCounts open(Path directory, String event, long nowMs) throws StartException {
        return new NodeCounts(CounterFile.open(directory, LAYOUT, event, nowMs));
    }

    /** Takes note that the log has been emptied. */
    void beginLog() {
        block.set(UNIQUE_BEFORE_LOG, before[UNIQUE]);
    }

    /** Takes note that the log is resumed and holds so many numbers. */
    void resume(long lines) {
        before[UNIQUE] = Math.max(before[UNIQUE], block.get(UNIQUE_BEFORE_LOG) + lines);
    }

    String nodeId() {
        return file.nodeId();
    }

    /** Numbers received before this run; any thread may call. */
    long receivedBefore() {
        return FIELDS.total(before);
    }

    /**
     * Records the counts in the file.
     *
     * @param run counts since the start
     * @return counts over all runs, a cell for each of {@link #FIELDS}; the array is reused
     */
    long[] update(NumberTotals run) {
        long[] now = {
            run.unique(), run.duplicates(), run.rejected(), run.unfinished(), run.bytes(), run.accepted(), run.refused()
        };
        for (int i = 0; i < counts.length; i++) {
            counts[i] = before[i] + now[i];
            block.set(i, counts[i]);
        }
        return counts;
    }

    /**
     * These counts as a flusher takes them, which records them in the file first and closes it.
     *
     * @param run counts since the start
     */
    FlushSource source(Supplier<NumberTotals> run) {
        return new FlushSource() {
            @Override
            public EventCounts current() {
                return new EventCounts(file.event(), update(run.get()), List.of());
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
