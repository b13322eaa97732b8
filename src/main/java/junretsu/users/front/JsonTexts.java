package junretsu.users.front;

import java.util.Locale;
import java.util.Map;
import junretsu.text.JsonException;
import junretsu.text.JsonReader;
import junretsu.web.BadRequest;
import junretsu.web.Request;
import junretsu.web.Response;

/** The texts of a request's body, an object in JSON. Immutable. */
final class JsonTexts {
    private final Map<String, Object> members;

    private JsonTexts(Map<String, Object> members) {
        this.members = members;
    }

    /** The refusal of a body of another type, which a form of another page could send unasked; null for JSON. */
    static Response refusalOfType(Request request) {
        String type = request.header("Content-Type");
        String bare = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return bare.equals("application/json")
                ? null
                : Response.problem(415, "application/json is taken here; the header Content-Type says so");
    }

    /** @throws BadRequest when the body is no object in JSON */
    static JsonTexts of(Request request) {
        try {
            return new JsonTexts(JsonReader.readObject(request.body().text()));
        } catch (JsonException e) {
            throw new BadRequest("the body is no JSON object: " + e.getMessage());
        }
    }

    /** @throws BadRequest when there is no such text */
    String get(String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new BadRequest(name, "'" + name + "' is missing, or no text");
    }

    /**
     * The same of one that may be missing, or null.
     *
     * @return empty when it is
     */
    String optional(String name) {
        return members.get(name) == null ? "" : get(name);
    }
}
