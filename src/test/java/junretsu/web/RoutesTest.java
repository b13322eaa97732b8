package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final Endpoint NONE = exchange -> {};

    @Test
    void prefersALiteralSegmentAndGoesBackWhenItLeadsNowhere() {
        Routes routes = LiveServer.routes()
                .add(Route.get("/api/jobs/{id}", "", NONE), Route.get("/api/jobs/stats", "", NONE))
                .add(Route.get("/api/jobs/{id}/events", "", NONE), Route.post("/api/jobs/{id}", "", NONE));
        assertThat(path(routes, "/api/jobs/stats")).isEqualTo("/api/jobs/stats");
        assertThat(path(routes, "/api/jobs/7")).isEqualTo("/api/jobs/{id}");
        assertThat(path(routes, "/api/jobs/stats/events")).isEqualTo("/api/jobs/{id}/events");
        assertThat(at(routes, "/api/jobs/7")).containsOnlyKeys("GET", "POST");
        for (String none : List.of("/", "/api/jobs", "/api/jobs/", "/api/jobs/7/", "/api/jobs//events", "/apijobs")) {
            assertThat(at(routes, none)).as(none).isNull();
        }
    }

    @Test
    void acceptsARouteOnce() {
        Routes routes = LiveServer.routes().add(Route.get("/a", "", NONE));
        assertThatThrownBy(() -> routes.add(Route.get("/a", "", NONE))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void describesEachRouteUnderApiAndNothingElse() {
        Routes routes = LiveServer.routes()
                .add(
                        Route.get("/api/items/{tenant}", "The number of items", NONE)
                                .query("since", "a time"),
                        Route.post("/api/items/{tenant}", "Adds items", NONE),
                        Route.get("/export.csv", "A table", NONE).returns("text/csv"),
                        Route.get("/apiary", "Bees", NONE));
        Map<String, Object> document = JsonReader.readObject(OpenApi.document("test", "1", routes));

        assertThat(document).containsEntry("openapi", "3.1.0");
        Map<?, ?> paths = (Map<?, ?>) document.get("paths");
        assertThat(paths.keySet()).asString().isEqualTo("[/api, /api/items/{tenant}]");
        Map<?, ?> items = (Map<?, ?>) paths.get("/api/items/{tenant}");
        assertThat(items.keySet()).asString().isEqualTo("[get, post]");
        assertThat(items.get("get")).asString().contains("The number of items", "tenant", "since", "application/json");
    }

    private static Map<String, Route> at(Routes routes, String path) {
        return routes.at(Target.parse(path).segments());
    }

    private static String path(Routes routes, String path) {
        return at(routes, path).get("GET").path();
    }
}
