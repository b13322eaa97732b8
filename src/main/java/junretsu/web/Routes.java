package junretsu.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The routes of a server, each path and method once. A literal segment goes before a parameter. Filled by one thread
 * before the server starts, read by many afterwards.
 */
public final class Routes {
    private final String title;
    private final String version;
    private final List<Route> all = new ArrayList<>();
    private final Map<String, ErrorForm> errorForms = new HashMap<>(Map.of("api", ErrorForm.PROBLEM));
    private final Node root = new Node();

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        final Map<String, Route> byMethod = new TreeMap<>();
        Node parameter;
    }

    /** @param title of the service, as in {@code junretsu votes} */
    public Routes(String title, String version) {
        this.title = title;
        this.version = version;
        add(Route.view("/api", "This list of all paths, as OpenAPI 3.1", request -> description()));
    }

    /** @throws IllegalArgumentException when there is a route of that method and path */
    public Routes add(Route... routes) {
        for (Route route : routes) {
            Node node = root;
            for (String segment : route.segments()) {
                if (!Route.isParameter(segment)) {
                    node = node.literals.computeIfAbsent(segment, literal -> new Node());
                } else {
                    node.parameter = node.parameter == null ? new Node() : node.parameter;
                    node = node.parameter;
                }
            }
            if (node.byMethod.putIfAbsent(route.method(), route) != null) {
                throw new IllegalArgumentException("a second route for " + route.method() + " " + route.path());
            }
            all.add(route);
        }
        return this;
    }

    /**
     * Gives errors another form than text at all paths that begin so; {@code api} has {@link ErrorForm#PROBLEM}.
     *
     * @param segment the first of the path, as in {@code items}
     */
    public Routes errors(String segment, ErrorForm form) {
        errorForms.put(segment, form);
        return this;
    }

    /** @param target as sent; null when it is not known */
    ErrorForm errorForm(String target) {
        if (target == null || !target.startsWith("/")) {
            return ErrorForm.TEXT;
        }
        int end = 1;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        return errorForms.getOrDefault(target.substring(1, end), ErrorForm.TEXT);
    }

    /** Returns the routes of a path by method; null where there is nothing. */
    Map<String, Route> at(List<String> segments) {
        return at(root, segments, 0);
    }

    List<Route> all() {
        return List.copyOf(all);
    }

    private static Map<String, Route> at(Node node, List<String> segments, int depth) {
        if (depth == segments.size()) {
            return node.byMethod.isEmpty() ? null : node.byMethod;
        }
        String segment = segments.get(depth);
        Node literal = node.literals.get(segment);
        Map<String, Route> found = literal == null ? null : at(literal, segments, depth + 1);
        boolean isValue = found == null && node.parameter != null && !segment.isEmpty();
        return isValue ? at(node.parameter, segments, depth + 1) : found;
    }

    private Response description() {
        return Response.json(OpenApi.document(title, version, this));
    }
}
