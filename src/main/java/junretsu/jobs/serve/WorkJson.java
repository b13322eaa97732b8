package junretsu.jobs.serve;

import java.util.List;
import junretsu.jobs.work.Running;
import junretsu.text.JsonWriter;

/** The work of this process in JSON, as the page and the events have it. */
final class WorkJson {
    private WorkJson() {}

    /**
     * Writes an object for each worker into an array that is open; of an idle one its number alone.
     *
     * @param seenBy the one caller whose jobs are shown; of another's only how far the work is. Null to show all
     */
    static void workers(JsonWriter json, List<Running> running, int workers, String seenBy) {
        for (int worker = 0; worker < workers; worker++) {
            json.beginObject().field("worker", worker);
            for (Running each : running) {
                if (each.worker() == worker) {
                    worker(
                            json,
                            each,
                            seenBy == null || seenBy.equals(each.job().caller()));
                }
            }
            json.endObject();
        }
    }

    private static void worker(JsonWriter json, Running running, boolean isSeen) {
        if (isSeen) {
            json.field("caller", running.job().caller())
                    .field("number", running.job().number());
            members(json, running);
        } else {
            progress(json, running);
        }
    }

    /** The work on one job as a whole text. */
    static String of(Running running) {
        return members(new JsonWriter().beginObject(), running).endObject().toString();
    }

    private static JsonWriter members(JsonWriter json, Running running) {
        JobJson.strings(
                json, "primes", running.primes().stream().map(Object::toString).toList());
        return progress(json, running);
    }

    private static JsonWriter progress(JsonWriter json, Running running) {
        json.field("method", running.method());
        json.field("share", running.progress() < 0 ? Double.NaN : running.progress(), 3);
        return json.field("slices", running.slices()).field("cpu_ms", running.cpuNanos() / 1_000_000);
    }
}
