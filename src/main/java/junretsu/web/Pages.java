package junretsu.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import junretsu.base.Sha256;

/** The pages and what belongs to them, out of the jar. */
public final class Pages {
    private static final int TAG_BYTES = 15;
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8");

    private static final List<String> OF_COUNTS =
            List.of("again.js", "ask.js", "language.js", "page.css", "page.js", "page-figures.js", "page-poll.js");

    private Pages() {}

    /**
     * The routes of a page of counts: {@code NAME.html} at the root, {@code NAME.js}, and what all such pages load.
     *
     * @param name of a service, as in {@code items}
     */
    public static Route[] counts(String name) {
        Stream<Route> files =
                Stream.concat(OF_COUNTS.stream(), Stream.of(name + ".js")).map(file -> page("/" + file, file));
        return Stream.concat(Stream.of(page("/", name + ".html")), files).toArray(Route[]::new);
    }

    /**
     * A route to a file of the jar, which a browser keeps and asks for again by its hash.
     *
     * @param name of a resource beside this package's, ending in .html, .css or .js, as in {@code screen.html}
     * @throws NullPointerException when there is no such resource, or its name ends otherwise
     */
    public static Route page(String path, String name) {
        return route(path, name, file(name));
    }

    /** The same for a page that no other page may show within itself, since clicks on it change something. */
    public static Route unframed(String path, String name) {
        return route(path, name, file(name).header("Content-Security-Policy", RouteHandler.UNFRAMED_POLICY));
    }

    private static Route route(String path, String name, Response file) {
        return Route.view(path, name, request -> file).returns(type(name));
    }

    private static Response file(String name) {
        byte[] bytes = read(name);
        return Response.of(200, type(name), bytes).etag(hash(bytes)).header("Cache-Control", "no-cache");
    }

    /** Null for a name that ends otherwise than the types of pages. */
    private static String type(String name) {
        return TYPES.get(name.substring(name.lastIndexOf('.') + 1));
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
