package junretsu.jobs.serve;

import java.time.Instant;
import java.util.List;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Place;
import junretsu.text.JsonWriter;

/** Jobs in JSON, as the answers and the events have them. */
final class JobJson {
    private JobJson() {}

    /** Writes the members of a job into an object that is open. */
    static JsonWriter members(JsonWriter json, Job job) {
        json.field("id", job.id().toString()).field("caller", job.caller()).field("number", job.number());
        json.field("status", job.state().text()).field("priority", job.priority());
        time(json, "posted_at", job.postedMs());
        time(json, "started_at", job.startedMs());
        time(json, "ended_at", job.endedMs());
        json.field("cpu_ms", job.cpuNanos() / 1e6, 3);
        if (job.result() != null) {
            result(json, job);
        }
        if (!job.deaths().isEmpty()) {
            strings(json, "deaths", job.deaths());
        }
        String error = error(job);
        return error == null ? json : json.field("error", error);
    }

    /** A job as a whole text. */
    static String of(Job job) {
        return members(new JsonWriter().beginObject(), job).endObject().toString();
    }

    /** The same of a job that is open, with its place. */
    static String of(Job job, Place place) {
        JsonWriter json = members(new JsonWriter().beginObject(), job);
        return place(json, place).endObject().toString();
    }

    /** Writes a place into an object that is open; what is not known is null. */
    static JsonWriter place(JsonWriter json, Place place) {
        json.fieldOrNull("position", place.position() < 0 ? null : place.position());
        return json.field("eta_s", place.etaSeconds() < 0 ? Double.NaN : place.etaSeconds(), 3);
    }

    private static void time(JsonWriter json, String name, long ms) {
        json.field(name, ms == 0 ? null : Instant.ofEpochMilli(ms).toString());
    }

    private static void result(JsonWriter json, Job job) {
        factors(json, job.result().primes());
        json.field("certainty", job.result().proven() ? "proven" : "probable");
        if (job.result().rest() != null) {
            json.field("composite", job.result().rest());
        }
    }

    private static void factors(JsonWriter json, List<String> primes) {
        json.beginArray("factors");
        for (int i = 0; i < primes.size(); ) {
            int first = i;
            while (i < primes.size() && primes.get(i).equals(primes.get(first))) {
                i++;
            }
            json.beginObject().field("prime", primes.get(first)).field("exponent", i - first);
            json.endObject();
        }
        json.endArray();
    }

    static void strings(JsonWriter json, String name, List<String> values) {
        json.beginArray(name);
        values.forEach(json::element);
        json.endArray();
    }

    /** A sentence about a job that has no result and will not get one; null for all others. */
    static String error(Job job) {
        if (job.state() == JobState.CANCELLED) {
            return "the job was cancelled";
        }
        if (job.state() != JobState.FAILED) {
            return null;
        }
        int deaths = job.deaths().size();
        return "it failed " + deaths + " times"
                + (deaths == 0 ? "" : "; the last time: " + job.deaths().get(deaths - 1));
    }
}
