package junretsu.votes.serve;

import junretsu.votes.VoteWire;
import junretsu.web.Pages;
import junretsu.web.Routes;

/** What a votes server shows at which path. */
final class VotesRoutes {
    private VotesRoutes() {}

    static Routes of(VotesServer server) {
        VotesViews views = new VotesViews(server);
        MetricsView metrics = new MetricsView(server);
        HistoryViews past =
                new HistoryViews(server.files().history(), server.config().event(), server.clock());
        RoundsEndpoint rounds = new RoundsEndpoint(server);
        return new Routes()
                        .view("/", Pages.page("screen.html"))
                        .view("/history", Pages.page("history.html"))
                        .view("/page.css", Pages.page("page.css"))
                        .view("/screen.js", Pages.page("screen.js"))
                        .view("/effects.js", Pages.page("effects.js"))
                        .view("/words.js", Pages.page("words.js"))
                        .view("/history.js", Pages.page("history.js"))
                        .view(VoteWire.COUNTS_PATH, query -> views.counts())
                        .view("/api/labels", query -> views.labels())
                        .view("/api/series", past::series)
                        .view("/export.csv", past::csv)
                        .view("/api/rounds", query -> rounds.list())
                        .action("/api/rounds", rounds)
                        .stream("/api/stream", server.announcements().stream())
                        .view("/metrics", query -> metrics.content())
                        .view("/healthz", query -> views.alive())
                        .view("/readyz", query -> views.ready());
    }
}
