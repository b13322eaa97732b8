package junretsu.jobs.blast;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import junretsu.load.http.HttpAnswer;
import junretsu.text.JsonException;
import junretsu.text.JsonKey;
import junretsu.text.JsonKind;
import junretsu.text.JsonLimits;
import junretsu.text.JsonPull;

/**
 * Reads {@code {"status":"completed","number":"63","results":["3","3","7"]}} and the like, numbers as texts or as
 * numbers, and the same fields of {@code /api/jobs}. Not thread-safe; what it read is valid until it reads on.
 */
final class JobAnswer {
    private static final JsonKey STATUS = JsonKey.of("status");
    private static final JsonKey NUMBER = JsonKey.of("number");
    private static final JsonKey RESULTS = JsonKey.of("results");
    private static final JsonKey PARTIAL = JsonKey.of("partial");
    private static final JsonKey COMPOSITE = JsonKey.of("composite");
    private static final JsonKey POSTED_AT = JsonKey.of("posted_at");
    private static final JsonKey ENDED_AT = JsonKey.of("ended_at");
    private static final JsonKey CPU_MS = JsonKey.of("cpu_ms");

    private final JsonPull json = new JsonPull(JsonLimits.DEFAULT);
    private final List<String> results = new ArrayList<>();
    private byte[] bytes;
    private String status;
    private String number;
    private String composite;
    private String cpuMs;
    private String postedAt;
    private String endedAt;
    private boolean isPartial;

    /** @throws JsonException when the body is not JSON, or a field is of another kind */
    void read(HttpAnswer answer) {
        read(answer.bytes(), answer.bodyStart(), answer.bodyLength());
    }

    /** The same for a body in an array. */
    void read(byte[] array, int start, int length) {
        results.clear();
        bytes = array;
        status = "";
        number = null;
        composite = null;
        cpuMs = null;
        postedAt = null;
        endedAt = null;
        isPartial = false;
        json.reset(bytes, start, length).beginObject();
        while (json.nextKey()) {
            readField();
        }
        json.end();
    }

    /** The state; null when the server's word for it is not known. */
    Outcome outcome() {
        return switch (status) {
            case "pending", "queued", "running" -> Outcome.OPEN;
            case "completed" -> isPartial ? Outcome.PARTIAL : Outcome.COMPLETED;
            case "partial" -> Outcome.PARTIAL;
            case "failed" -> Outcome.FAILED;
            case "cancelled" -> Outcome.CANCELLED;
            default -> null;
        };
    }

    /** The number that the server was asked to factor; null when it does not say. */
    String number() {
        return number;
    }

    /** The factors, each as often as it divides the number, and the composite rest of a partial answer. */
    List<String> results() {
        return results;
    }

    /** The rest that was not factored; null when there is none. */
    String composite() {
        return composite;
    }

    /** Worker time in nanoseconds; -1 when the server does not say, or no number. */
    long cpuNanos() {
        try {
            return cpuMs == null ? -1 : Math.round(Double.parseDouble(cpuMs) * 1e6);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The time from the job's acceptance to its end by the server's clock, in nanoseconds; -1 when it does not say. */
    long tookNanos() {
        if (postedAt == null || endedAt == null) {
            return -1;
        }
        try {
            return Duration.between(Instant.parse(postedAt), Instant.parse(endedAt))
                    .toNanos();
        } catch (DateTimeParseException | ArithmeticException e) {
            return -1;
        }
    }

    /** A hash of the answer's meaning: equal for equal ones, and hardly ever for others. */
    long fingerprint() {
        long hash = 31L * outcome().ordinal() + (composite == null ? 0 : hash(composite));
        for (String factor : results) {
            hash = Long.rotateLeft(hash, 7) * 0x9e3779b97f4a7c15L + hash(factor);
        }
        return hash;
    }

    private void readField() {
        if (json.peek() == JsonKind.NULL) {
            json.readNull();
        } else if (json.isKey(STATUS)) {
            status = json.readText();
        } else if (json.isKey(NUMBER)) {
            number = text();
        } else if (json.isKey(COMPOSITE)) {
            composite = text();
        } else if (json.isKey(CPU_MS)) {
            cpuMs = text();
        } else if (json.isKey(POSTED_AT)) {
            postedAt = json.readText();
        } else if (json.isKey(ENDED_AT)) {
            endedAt = json.readText();
        } else if (json.isKey(PARTIAL)) {
            isPartial = json.readBoolean();
        } else if (json.isKey(RESULTS)) {
            json.beginArray();
            while (json.nextElement()) {
                results.add(text());
            }
        } else {
            json.skip();
        }
    }

    private String text() {
        if (json.peek() != JsonKind.NUMBER) {
            return json.readText();
        }
        json.readNumber();
        return new String(bytes, json.start(), json.length(), StandardCharsets.US_ASCII);
    }

    private static long hash(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = 1_000_003 * hash + text.charAt(i);
        }
        return hash ^ hash >>> 29;
    }
}
