package junretsu.sql;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;

/**
 * One database and how it is used.
 *
 * @param path of its file; the directory is there
 * @param applicationId the number of the application that it belongs to, not 0; four letters are usual
 * @param schema the folder of resources with the steps of its tables, as in {@code /junretsu/sql/jobs}
 * @param readers sessions that read at the same time
 * @param waitingMax units that may wait for the writer
 * @param answers runs the answers of a group of units that were committed together, in the order of the groups where
 *     it has one thread; {@code Runnable::run} for the writer's own thread
 * @param errors where an answer that throws is recorded
 */
public record SqlSettings(
        Path path,
        int applicationId,
        String schema,
        int readers,
        int waitingMax,
        Executor answers,
        DistinctErrors errors,
        Clock clock) {}
