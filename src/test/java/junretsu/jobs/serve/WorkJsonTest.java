package junretsu.jobs.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.work.Running;
import junretsu.text.JsonWriter;
import org.junit.jupiter.api.Test;

class WorkJsonTest {
    private static final Job JOB =
            new Job(new JobId(1, 1), "acme", "1234567", 5, JobState.RUNNING, 1, 1, 0, 0, List.of(), null);
    private static final Running RUNNING =
            new Running(JOB, 0, "ecm", -1, 3, 7_000_000, List.of(BigInteger.valueOf(127)));

    private static String seenBy(String caller) {
        JsonWriter json = new JsonWriter().beginObject().beginArray("workers");
        WorkJson.workers(json, List.of(RUNNING), 2, caller);
        return json.endArray().endObject().toString();
    }

    @Test
    void aCallerSeesItsOwnNumberAndTheAdminEverybodys() {
        for (String caller : new String[] {"acme", null}) {
            assertThat(seenBy(caller)).contains("\"acme\"", "1234567", "\"127\"", "\"cpu_ms\":7}", "{\"worker\":1}");
        }
    }

    @Test
    void ofAnotherCallersJobOnlyTheProgressIsShown() {
        assertThat(seenBy("bolt"))
                .isEqualTo(
                        "{\"workers\":[{\"worker\":0,\"method\":\"ecm\",\"share\":null,\"slices\":3,\"cpu_ms\":7},{\"worker\":1}]}");
    }
}
