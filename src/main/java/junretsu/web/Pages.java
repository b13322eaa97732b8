package junretsu.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import junretsu.web.View.Content;

/** The pages and what belongs to them, out of the jar. */
public final class Pages {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8");

    private Pages() {}

    /** @param name of a resource beside this package's, as in {@code screen.html} */
    public static View page(String name) {
        Content content = new Content(200, TYPES.get(name.substring(name.lastIndexOf('.') + 1)), read(name), null);
        return query -> content;
    }

    private static byte[] read(String name) {
        try (InputStream in = Pages.class.getResourceAsStream("/junretsu/web/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError("the jar holds " + name, e);
        }
    }
}
