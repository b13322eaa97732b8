package junretsu.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.jobs.queue.CallerRules;
import junretsu.jobs.queue.JobQueue;
import junretsu.jobs.queue.JobQueueContract;
import junretsu.jobs.queue.QueueConfig;
import junretsu.service.Ending;
import junretsu.service.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalQueueTest extends JobQueueContract {
    @TempDir
    Path directory;

    private final List<String> faults = new CopyOnWriteArrayList<>();

    @Override
    protected JobQueue open(QueueConfig config, CallerRules rules) throws Exception {
        DistinctErrors errors = new DistinctErrors(faults::add, Clock.SYSTEM);
        Workers workers = new Workers(errors, new Ending());
        LocalQueue queue = LocalQueue.open(directory, config, rules, workers::add, errors, Clock.SYSTEM);
        workers.start();
        return queue;
    }

    @Test
    void theTableRefusesAStateOrAPriorityThatIsNone() throws Exception {
        open(CONFIG, caller -> new CallerRules.Rule(1, 1, 1)).close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("jobs.db"));
                Statement statement = other.createStatement()) {
            String insert =
                    "INSERT INTO job (random, caller, number, posted_ms, state, priority) VALUES (0, 'a', '15', 0, ";
            assertThat(statement.executeUpdate(insert + "0, 9)")).isEqualTo(1);
            for (String values : List.of("1, 5)", "9, 5)", "0, 10)", "0, -1)")) {
                assertThatThrownBy(() -> statement.executeUpdate(insert + values))
                        .as(values)
                        .hasMessageContaining("CHECK");
            }
        }
    }
}
