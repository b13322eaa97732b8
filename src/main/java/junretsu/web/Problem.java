package junretsu.web;

import java.util.Set;
import junretsu.text.JsonWriter;
import org.eclipse.jetty.http.HttpStatus;

/**
 * An error as it is answered: {@code application/problem+json} (RFC 9457) under {@code /api}, a line of text elsewhere.
 *
 * @param detail a sentence for the sender
 * @param field name of the parameter or member that is wrong; null when it is none in particular
 */
record Problem(int status, String detail, String field) {
    static final String TYPE = "application/problem+json";

    /** The first segments of paths that programs ask for, not people. */
    private static final Set<String> API = Set.of("api", "items");

    /** @param path as sent; null when it is not known */
    static boolean isApi(String path) {
        return path != null
                && path.startsWith("/")
                && API.contains(path.substring(1).split("[/?]", 2)[0]);
    }

    String json() {
        JsonWriter json = new JsonWriter().beginObject();
        json.field("type", "about:blank").field("title", HttpStatus.getMessage(status));
        json.field("status", status).field("detail", detail);
        if (field != null) {
            json.field("field", field);
        }
        return json.endObject().toString();
    }

    String text() {
        return detail + "\n";
    }
}
