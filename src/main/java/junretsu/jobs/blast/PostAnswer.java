package junretsu.jobs.blast;

import junretsu.load.http.HttpAnswer;
import junretsu.text.JsonException;
import junretsu.text.JsonKey;
import junretsu.text.JsonLimits;
import junretsu.text.JsonPull;

/** Reads {@code {"request_id":"…"}}. Not thread-safe. */
final class PostAnswer {
    private static final JsonKey ID = JsonKey.of("request_id");

    private final JsonPull json = new JsonPull(JsonLimits.DEFAULT);

    /**
     * The ID of the job that was accepted; null when the answer names none.
     *
     * @throws JsonException when the body is no JSON object
     */
    String id(HttpAnswer answer) {
        String id = null;
        json.reset(answer.bytes(), answer.bodyStart(), answer.bodyLength()).beginObject();
        while (json.nextKey()) {
            if (json.isKey(ID)) {
                id = json.readText();
            } else {
                json.skip();
            }
        }
        json.end();
        return id == null || id.isEmpty() ? null : id;
    }
}
