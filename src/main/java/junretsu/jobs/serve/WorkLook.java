package junretsu.jobs.serve;

import junretsu.jobs.queue.JobId;
import junretsu.text.JsonWriter;

/**
 * The work of one worker at one moment, for people.
 *
 * @param worker its number, from 0
 * @param id of the job that it works on; null when it has none
 * @param method that is being tried, as in {@code sieve}
 * @param share of the method's work that is done, 0 to 1; negative when nobody can say
 * @param cpuNanos that the job has used before this slice
 */
record WorkLook(int worker, JobId id, String caller, String number, String method, double share, long cpuNanos) {

    /** Writes an object; of an idle worker its number alone. */
    void write(JsonWriter json) {
        json.beginObject().field("worker", worker);
        if (id != null) {
            json.field("caller", caller).field("number", number);
            progress(json);
        }
        json.endObject();
    }

    /** The members of the event {@code progress}. */
    String event() {
        JsonWriter json = new JsonWriter().beginObject();
        progress(json);
        return json.endObject().toString();
    }

    private void progress(JsonWriter json) {
        json.field("method", method).field("share", share < 0 ? Double.NaN : share, 3);
        json.field("cpu_ms", cpuNanos / 1_000_000);
    }
}
