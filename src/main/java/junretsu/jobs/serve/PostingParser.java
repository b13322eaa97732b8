package junretsu.jobs.serve;

import java.util.ArrayList;
import java.util.List;
import junretsu.jobs.JobWire;
import junretsu.jobs.queue.Posting.NewJob;
import junretsu.text.JsonException;
import junretsu.text.JsonKey;
import junretsu.text.JsonKind;
import junretsu.text.JsonLimits;
import junretsu.text.JsonPull;
import junretsu.web.BadRequest;

/**
 * Reads the jobs of a body where they lie. A number is a string of digits or a JSON integer, which is read as text. For
 * one thread.
 *
 * <pre>
 *   {"number":"15"}    {"number":15,"priority":9,"further":"members are passed over"}
 *   [{"number":"15"},{"number":21}]     or, as NDJSON, an object a line
 * </pre>
 */
final class PostingParser {
    /** Bytes of a body with one job. */
    static final int JOB_BYTES_MAX = 4 << 10;

    /** Bytes of any body. */
    static final int BODY_BYTES_MAX = 512 << 10;

    private static final int DEPTH_MAX = 8;
    private static final int KEYS_MAX = 256;
    private static final JsonKey NUMBER = JsonKey.of("number");
    private static final JsonKey PRIORITY = JsonKey.of("priority");

    private final JsonPull json =
            new JsonPull(new JsonLimits(DEPTH_MAX, BODY_BYTES_MAX, BODY_BYTES_MAX, BODY_BYTES_MAX, KEYS_MAX));
    private final int digitsMax;
    private byte[] body;
    private String place;

    PostingParser(int digitsMax) {
        this.digitsMax = digitsMax;
    }

    /**
     * Jobs as they were sent.
     *
     * @param isBatch false for one that was sent by itself
     */
    record Jobs(List<NewJob> list, boolean isBatch) {}

    /**
     * Reads a JSON text: a job, or an array of jobs.
     *
     * @throws BadRequest when it is something else; its sentence names the job
     */
    Jobs readJson(byte[] bytes, int length) {
        try {
            begin(bytes, 0, length);
            place = "";
            Jobs jobs = json.peek() == JsonKind.ARRAY ? readArray() : new Jobs(List.of(readJob()), false);
            json.end();
            return jobs;
        } catch (JsonException e) {
            throw new BadRequest("the body is not the JSON that is taken here, " + e.getMessage());
        }
    }

    private Jobs readArray() {
        List<NewJob> jobs = new ArrayList<>();
        json.beginArray();
        while (json.nextElement()) {
            nextPlace(jobs.size());
            jobs.add(readJob());
        }
        return batch(jobs);
    }

    /** Reads a job a line; empty lines are passed over. Throws as {@link #readJson} does. */
    Jobs readLines(byte[] bytes, int length) {
        List<NewJob> jobs = new ArrayList<>();
        for (int from = 0; from < length; ) {
            int end = from;
            while (end < length && bytes[end] != '\n') {
                end++;
            }
            if (!isBlank(bytes, from, end)) {
                nextPlace(jobs.size());
                jobs.add(readLine(bytes, from, end - from));
            }
            from = end + 1;
        }
        return batch(jobs);
    }

    private NewJob readLine(byte[] bytes, int from, int length) {
        try {
            begin(bytes, from, length);
            NewJob job = readJob();
            json.end();
            return job;
        } catch (JsonException e) {
            throw new BadRequest(place + "the line is not the JSON that is taken here, " + e.getMessage());
        }
    }

    private void begin(byte[] bytes, int from, int length) {
        body = bytes;
        json.reset(bytes, from, length);
    }

    private void nextPlace(int index) {
        if (index == JobWire.BATCH_MAX) {
            throw new BadRequest("a body has at most " + JobWire.BATCH_MAX + " jobs; none of this one was taken");
        }
        place = "job " + index + ": ";
    }

    private static Jobs batch(List<NewJob> jobs) {
        if (jobs.isEmpty()) {
            throw new BadRequest("the body has no job");
        }
        return new Jobs(jobs, true);
    }

    private NewJob readJob() {
        if (json.peek() != JsonKind.OBJECT) {
            throw new BadRequest(place + "an object such as {\"number\":\"15\"} was expected");
        }
        String number = null;
        int priority = JobWire.PRIORITY_DEFAULT;
        json.beginObject();
        while (json.nextKey()) {
            if (json.isKey(NUMBER)) {
                number = readNumber();
            } else if (json.isKey(PRIORITY)) {
                priority = readPriority();
            } else {
                json.skip();
            }
        }
        if (number == null) {
            throw new BadRequest("number", place + "there is no number");
        }
        return new NewJob(number, priority);
    }

    private String readNumber() {
        JsonKind kind = json.peek();
        if (kind == JsonKind.NUMBER) {
            json.readNumber();
        } else if (kind == JsonKind.STRING) {
            json.readString();
        } else {
            throw new BadRequest("number", place + "the number is no string and no integer");
        }
        int length = kind == JsonKind.STRING && json.isEscaped()
                ? json.unescape(json.start(), json.length())
                : json.length();
        return NumberText.read(body, json.start(), length, digitsMax, place);
    }

    private int readPriority() {
        if (json.peek() == JsonKind.NUMBER) {
            json.readNumber();
            if (json.isLong() && json.longValue() >= 0 && json.longValue() <= JobWire.PRIORITY_MAX) {
                return (int) json.longValue();
            }
        }
        throw new BadRequest("priority", place + "the priority is a whole number from 0 to " + JobWire.PRIORITY_MAX);
    }

    private static boolean isBlank(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
