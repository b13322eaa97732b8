package junretsu.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which path does what; paths are exact. Filled by one thread before the server starts, read by many afterwards. */
public final class Routes {

    /** At least one of the three is not null. */
    record Route(View view, Action action, EventStream stream) {
        List<String> methods() {
            List<String> methods = new ArrayList<>();
            if (view != null || stream != null) {
                methods.addAll(List.of("GET", "HEAD"));
            }
            if (action != null) {
                methods.add("POST");
            }
            return methods;
        }
    }

    private final Map<String, Route> byPath = new TreeMap<>();

    public Routes view(String path, View view) {
        byPath.merge(path, new Route(view, null, null), Routes::both);
        return this;
    }

    public Routes action(String path, Action action) {
        byPath.merge(path, new Route(null, action, null), Routes::both);
        return this;
    }

    public Routes stream(String path, EventStream stream) {
        byPath.put(path, new Route(null, null, stream));
        return this;
    }

    /** Null where nothing is. */
    Route at(String path) {
        return byPath.get(path);
    }

    private static Route both(Route one, Route other) {
        return new Route(
                one.view() == null ? other.view() : one.view(),
                one.action() == null ? other.action() : one.action(),
                null);
    }
}
