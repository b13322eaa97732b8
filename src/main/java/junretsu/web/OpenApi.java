package junretsu.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import junretsu.text.JsonWriter;

/** A service's routes for programs, those whose errors are JSON, as an OpenAPI 3.1 document. */
final class OpenApi {
    private OpenApi() {}

    static String document(String title, String version, Routes routes) {
        JsonWriter json = new JsonWriter().beginObject().field("openapi", "3.1.0");
        json.beginObject("info").field("title", title).field("version", version).endObject();
        json.beginObject("paths");
        byPath(routes).forEach((path, ofPath) -> {
            json.beginObject(path);
            ofPath.forEach(route -> operation(json, route, routes.errorForm(path)));
            json.endObject();
        });
        return json.endObject().endObject().toString();
    }

    private static Map<String, List<Route>> byPath(Routes routes) {
        Map<String, List<Route>> byPath = new TreeMap<>();
        for (Route route : routes.all()) {
            if (routes.errorForm(route.path()) != ErrorForm.TEXT) {
                byPath.computeIfAbsent(route.path(), path -> new ArrayList<>()).add(route);
            }
        }
        return byPath;
    }

    private static void operation(JsonWriter json, Route route, ErrorForm errors) {
        json.beginObject(route.method().toLowerCase(Locale.ROOT)).field("summary", route.summary());
        json.beginArray("parameters");
        for (String segment : route.segments()) {
            if (Route.isParameter(segment)) {
                parameter(json, segment.substring(1, segment.length() - 1), "path", null);
            }
        }
        route.query().forEach(each -> parameter(json, each.name(), "query", each.description()));
        json.endArray().beginObject("responses");
        response(json, "2XX", route.summary(), route.type());
        response(json, "default", errors == ErrorForm.PROBLEM ? "An error, as in RFC 9457" : "An error", errors.type());
        json.endObject().endObject();
    }

    private static void parameter(JsonWriter json, String name, String place, String description) {
        json.beginObject().field("name", name).field("in", place).field("required", place.equals("path"));
        if (description != null) {
            json.field("description", description);
        }
        json.beginObject("schema").field("type", "string").endObject().endObject();
    }

    private static void response(JsonWriter json, String status, String description, String type) {
        json.beginObject(status).field("description", description);
        json.beginObject("content").beginObject(type).endObject().endObject().endObject();
    }
}
