package junretsu.votes.serve;

import junretsu.votes.VoteWire;
import junretsu.web.Endpoint;
import junretsu.web.Pages;
import junretsu.web.Route;
import junretsu.web.Routes;

/** The paths of a votes server. */
final class VotesRoutes {
    private static final String STEP = "1s, for the last hour, or 1m, for the last day";
    private static final String SPAN = "a time such as 10m; all there is without it";

    private VotesRoutes() {}

    static Routes of(VotesServer server) {
        VotesViews views = new VotesViews(server);
        MetricsView metrics = new MetricsView(server);
        HistoryViews past =
                new HistoryViews(server.files().history(), server.config().event(), server.clock());
        RoundsEndpoint rounds = new RoundsEndpoint(server);
        return new Routes("junretsu votes", server.build().version())
                .add(
                        Pages.page("/", "screen.html"),
                        Pages.page("/history", "history.html"),
                        Pages.page("/page.css", "page.css"),
                        Pages.page("/screen.js", "screen.js"),
                        Pages.page("/effects.js", "effects.js"),
                        Pages.page("/words.js", "words.js"),
                        Pages.page("/history.js", "history.js"))
                .add(
                        Route.view(VoteWire.COUNTS_PATH, "The counts at this moment", request -> views.counts()),
                        Route.get("/api/stream", "The counts ten times a second", server.announcements().stream())
                                .returns("text/event-stream"),
                        Route.view("/api/labels", "The texts and colours of the buttons", request -> views.labels()),
                        Route.view("/api/series", "Votes, drops and rejected of each step of time", past::series)
                                .query("step", STEP)
                                .query("span", SPAN)
                                .large(),
                        Route.view("/api/rounds", "The rounds of the event", request -> rounds.list()),
                        Route.post("/api/rounds", "Begins a round: {\"name\":\"song-2\"}", Endpoint.of(rounds::begin))
                                .guard(rounds::refusal))
                .add(
                        Route.view("/export.csv", "The same as /api/series for a spreadsheet", past::csv)
                                .query("step", STEP)
                                .query("span", SPAN)
                                .returns("text/csv")
                                .large(),
                        Route.view("/metrics", "The metrics for Prometheus", request -> metrics.content())
                                .returns("text/plain"),
                        Route.view("/healthz", "Answers as long as the process lives", request -> views.alive())
                                .returns("text/plain"),
                        Route.view(
                                        "/readyz",
                                        "200 when votes are received and stored, else 503",
                                        request -> views.ready())
                                .returns("text/plain"));
    }
}
