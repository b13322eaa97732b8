package junretsu.votes.serve;

import junretsu.service.CommonViews;
import junretsu.service.HistoryViews;
import junretsu.text.JsonWriter;
import junretsu.votes.VoteTally;
import junretsu.votes.VoteWire;
import junretsu.votes.rounds.Look;
import junretsu.votes.rounds.Round;
import junretsu.votes.stage.Label;
import junretsu.votes.stage.Result;
import junretsu.web.Endpoint;
import junretsu.web.Guard;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;
import junretsu.web.Routes;

/** The server's state as bytes for readers. Its methods may be called by any thread. */
final class VotesViews {
    private final VotesState state;
    private final CommonViews common;

    VotesViews(VotesState state, CommonViews common) {
        this.state = state;
        this.common = common;
    }

    /** All paths of a votes server. */
    Routes routes() {
        HistoryViews past = new HistoryViews(
                state.files().history(),
                state.config().server().event(),
                state.surroundings().clock());
        RoundsEndpoint rounds = new RoundsEndpoint(state);
        Guard turn = state.access().turn();
        return common.routes()
                .add(ScreenPages.routes(state.config().appearance()))
                .add(DeskPages.routes())
                .add(
                        Route.view(VoteWire.COUNTS_PATH, "The counts at this moment", this::counts)
                                .guardedBy(turn),
                        Route.get("/api/stream", "The counts ten times a second", state.announcements().stream())
                                .returns("text/event-stream"),
                        Route.view("/api/labels", "The texts and colours of the buttons", request -> labels()),
                        Route.view("/api/rounds", "The rounds of the event", rounds::list)
                                .guardedBy(turn),
                        Route.view("/api/rounds.csv", "The same for a spreadsheet", rounds::csv)
                                .returns("text/csv")
                                .guardedBy(turn),
                        Route.post("/api/rounds", "Begins a round: {\"name\":\"song-2\"}", Endpoint.of(rounds::begin))
                                .guardedBy(rounds.guard()))
                .add(state.crowd().routes())
                .add(new PhonePage(state.announcements()::phones, state.crowd()).routes())
                .add(new StageEndpoint(state, common::problem).routes())
                .add(past.routes());
    }

    private Response counts(Request request) {
        boolean isHidden = state.stage().result() == Result.HIDDEN;
        return Response.json(countsJson(!isHidden || state.access().isAllowed(request)));
    }

    /** A frame of {@code /api/stream}. */
    String frame() {
        return countsJson(state.stage().result() != Result.HIDDEN);
    }

    /** @param isShown whether the votes of each button are */
    private String countsJson(boolean isShown) {
        Look look = state.look();
        Round round = look.round();
        VoteTally tally = look.ofRound();
        JsonWriter json = new JsonWriter().beginObject();
        json.field("event", round.name());
        json.field("stage", state.stage().version());
        json.field("total", tally.total());
        json.field("rate", state.rates().ownPerSecond(), 1);
        if (isShown) {
            buttons(json, tally.buttons());
        }
        json.fieldOrNull("datagrams", state.group().seesDatagrams() ? tally.datagrams() : null);
        json.field("packets", tally.packets());
        json.field("rejected", tally.rejected());
        json.field("limited", tally.limited());
        json.field("empty", tally.empty());
        json.field("late", look.late() - round.lateBefore());
        json.field("dropped", tally.kernelDrops());
        crowd(json, tally);
        json.field("uptime_s", common.uptimeSeconds(), 1);
        state.announcements().milestones().write(json, round.name());
        state.store()
                .write(
                        json,
                        round.name(),
                        tally.total(),
                        0,
                        (cluster, votes) -> cluster(cluster, isShown ? votes : null));
        json.field("engine", state.build().engineName());
        json.field("threads", state.config().threads());
        return json.endObject().toString();
    }

    private void crowd(JsonWriter json, VoteTally tally) {
        if (state.crowd().config().isOn()) {
            json.beginObject("crowd");
            json.field("connections", state.crowd().connections());
            json.field("votes", tally.crowdVotes());
            json.field("limited", tally.crowdLimited());
            json.field("messages", tally.crowdMessages());
            json.field("refused", state.crowd().refused());
            json.endObject();
        }
    }

    /** @param votes null when they are not shown */
    private void cluster(JsonWriter json, long[] votes) {
        json.field("rate", state.rates().eventPerSecond(), 1);
        if (votes != null) {
            buttons(json, votes);
        }
    }

    static void buttons(JsonWriter json, long[] votes) {
        json.beginObject("buttons");
        for (int button = 0; button < votes.length; button++) {
            if (votes[button] > 0) {
                json.field(Integer.toString(button), votes[button]);
            }
        }
        json.endObject();
    }

    /** The buttons' names on the screen. */
    private Response labels() {
        JsonWriter json = new JsonWriter().beginObject();
        Label.writeFields(json, state.stage().labels());
        return Response.json(json.endObject().toString());
    }
}
