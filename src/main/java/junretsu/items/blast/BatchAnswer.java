package junretsu.items.blast;

import junretsu.load.http.HttpAnswer;
import junretsu.text.JsonException;
import junretsu.text.JsonKey;
import junretsu.text.JsonLimits;
import junretsu.text.JsonPull;

/**
 * Reads {@code {"accepted":100,"new":50}}. A server that says nothing of the kind, as the public form of the task has
 * it, has accepted all and leaves open what was new. Not thread-safe.
 */
final class BatchAnswer {
    static final long UNSAID = -1;
    private static final JsonKey ACCEPTED = JsonKey.of("accepted");
    private static final JsonKey NEW = JsonKey.of("new");

    private final JsonPull json = new JsonPull(JsonLimits.DEFAULT);
    private long accepted;
    private long fresh;

    /** @throws JsonException when there is a body that is not JSON */
    void read(HttpAnswer answer) {
        accepted = UNSAID;
        fresh = UNSAID;
        if (answer.bodyLength() == 0) {
            return;
        }
        json.reset(answer.bytes(), answer.bodyStart(), answer.bodyLength()).beginObject();
        while (json.nextKey()) {
            if (json.isKey(ACCEPTED)) {
                accepted = json.readLong();
            } else if (json.isKey(NEW)) {
                fresh = json.readLong();
            } else {
                json.skip();
            }
        }
        json.end();
    }

    /** Items that the server says it has; {@link #UNSAID} when it does not say. */
    long accepted() {
        return accepted;
    }

    /** Items among them that it had not before; {@link #UNSAID} when it does not say. */
    long fresh() {
        return fresh;
    }
}
