package junretsu.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One method at one path, and all that is said of it in {@code GET /api}. Immutable.
 *
 * @param path as in {@code /api/items/{tenant}}, where a name in braces stands for one segment of at least one
 *     character
 * @param summary one sentence, without a full stop
 * @param query the parameters behind the question mark
 * @param type of the answer's body
 * @param bodyMax bytes of the request's body; a longer one is answered with 413
 * @param guard asked before any of the body is read; its answer is sent instead of the endpoint's, unless it is null
 * @param isLarge whether answers are so large that only few may be under way at a time
 * @param isQuick whether the thread that reads all connections may call guard and endpoint, when the body is short
 */
public record Route(
        String method,
        String path,
        String summary,
        List<Parameter> query,
        String type,
        int bodyMax,
        Guard guard,
        boolean isLarge,
        boolean isQuick,
        Endpoint endpoint) {
    private static final int BODY_BYTES = 4_096;
    private static final String JSON = "application/json";

    /** @param description of what is accepted */
    public record Parameter(String name, String description) {}

    /** A route that shows something; it also answers HEAD. */
    public static Route get(String path, String summary, Endpoint endpoint) {
        return of("GET", path, summary, endpoint);
    }

    /** The same, answered in the calling thread. */
    public static Route view(String path, String summary, Function<Request, Response> view) {
        return get(path, summary, Endpoint.of(view));
    }

    public static Route post(String path, String summary, Endpoint endpoint) {
        return of("POST", path, summary, endpoint);
    }

    /** @param method as in {@code DELETE} */
    public static Route of(String method, String path, String summary, Endpoint endpoint) {
        return new Route(
                method, path, summary, List.of(), JSON, BODY_BYTES, Guard.of(request -> null), false, false, endpoint);
    }

    /** This route with a parameter behind the question mark. */
    public Route query(String name, String description) {
        List<Parameter> more = new ArrayList<>(query);
        more.add(new Parameter(name, description));
        return new Route(method, path, summary, List.copyOf(more), type, bodyMax, guard, isLarge, isQuick, endpoint);
    }

    /** This route with answers of a type other than {@value #JSON}. */
    public Route returns(String other) {
        return new Route(method, path, summary, query, other, bodyMax, guard, isLarge, isQuick, endpoint);
    }

    /** This route with another limit of the request's body than {@value #BODY_BYTES} bytes. */
    public Route bodyMax(int bytes) {
        return new Route(method, path, summary, query, type, bytes, guard, isLarge, isQuick, endpoint);
    }

    /** This route with a check of who asks. */
    public Route guard(Function<Request, Response> refusal) {
        return guardedBy(Guard.of(refusal));
    }

    /** This route with a check of who asks that may take its time. */
    public Route guardedBy(Guard other) {
        return new Route(method, path, summary, query, type, bodyMax, other, isLarge, isQuick, endpoint);
    }

    /** This route with answers of which only few are made and sent at a time; further requests get 503 meanwhile. */
    public Route large() {
        return new Route(method, path, summary, query, type, bodyMax, guard, true, isQuick, endpoint);
    }

    /**
     * This route with an endpoint that waits for nothing, takes some ten microseconds for a short body, and mostly
     * answers later: its thread is the one that reads from all connections, so that no other has to be woken.
     */
    public Route quick() {
        return new Route(method, path, summary, query, type, bodyMax, guard, isLarge, true, endpoint);
    }

    /** This route with another endpoint. */
    public Route endpoint(Endpoint other) {
        return new Route(method, path, summary, query, type, bodyMax, guard, isLarge, isQuick, other);
    }

    /** The path's segments; a parameter's is its name in braces. */
    List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }

    static boolean isParameter(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    /** The index of a parameter among the path's segments. */
    int segment(String name) {
        int index = segments().indexOf("{" + name + "}");
        if (index < 0) {
            throw new IllegalArgumentException(path + " has no parameter " + name);
        }
        return index;
    }
}
