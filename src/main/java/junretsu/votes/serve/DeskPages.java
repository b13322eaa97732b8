package junretsu.votes.serve;

import junretsu.web.Pages;
import junretsu.web.Route;

/** The organiser's desk, a page that nobody may put into a frame. */
final class DeskPages {
    private DeskPages() {}

    static Route[] routes() {
        return new Route[] {
            Pages.unframed("/desk", "desk.html"),
            Pages.page("/desk.css", "desk.css"),
            Pages.page("/desk.js", "desk.js"),
            Pages.page("/desk-ask.js", "desk-ask.js"),
            Pages.page("/desk-calls.js", "desk-calls.js"),
            Pages.page("/desk-health.js", "desk-health.js"),
            Pages.page("/desk-kinds.js", "desk-kinds.js"),
            Pages.page("/desk-rows.js", "desk-rows.js"),
            Pages.page("/desk-tables.js", "desk-tables.js"),
            Pages.page("/desk-words.js", "desk-words.js")
        };
    }
}
