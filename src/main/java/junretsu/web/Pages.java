package junretsu.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import junretsu.base.Sha256;

/** The pages and what belongs to them, out of the jar. */
public final class Pages {
    private static final int TAG_BYTES = 15;
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8");

    private Pages() {}

    /**
     * A route to a file of the jar, which a browser keeps and asks for again by its hash.
     *
     * @param name of a resource beside this package's, ending in .html, .css or .js, as in {@code screen.html}
     * @throws NullPointerException when there is no such resource, or its name ends otherwise
     */
    public static Route page(String path, String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        byte[] bytes = read(name);
        Response page = Response.of(200, type, bytes).etag(hash(bytes)).header("Cache-Control", "no-cache");
        return Route.view(path, name, request -> page).returns(type);
    }

    private static String hash(byte[] bytes) {
        return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(Sha256.hash(bytes), TAG_BYTES));
    }

    private static byte[] read(String name) {
        try (InputStream in = Pages.class.getResourceAsStream("/junretsu/web/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError("the jar holds " + name, e);
        }
    }
}
