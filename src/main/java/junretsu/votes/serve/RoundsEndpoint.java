package junretsu.votes.serve;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import junretsu.store.EventName;
import junretsu.store.MilestonePassed;
import junretsu.text.JsonReader;
import junretsu.text.JsonWriter;
import junretsu.votes.rounds.Look;
import junretsu.votes.rounds.RoundLog;
import junretsu.votes.stage.Label;
import junretsu.votes.stage.Result;
import junretsu.votes.stage.StageChange;
import junretsu.web.BadRequest;
import junretsu.web.Guard;
import junretsu.web.Request;
import junretsu.web.Response;

/** Shows the rounds, and begins one for a client that has the token. Its methods may be called by any thread. */
final class RoundsEndpoint {
    private final VotesState state;
    private final RoundLog rounds;

    RoundsEndpoint(VotesState state) {
        this.state = state;
        this.rounds = state.files().rounds();
    }

    Response list(Request request) {
        return list(200, isShown(request));
    }

    /** @param isShown whether the votes of each button in the current round are shown */
    private Response list(int status, boolean isShown) {
        Look now = rounds.look();
        JsonWriter json = new JsonWriter().beginObject();
        json.field("current", now.round().name());
        json.field("total", now.all().total());
        json.field("late", now.late());
        json.beginArray("rounds");
        for (RoundSums sums : RoundSums.all(rounds, now)) {
            write(json, sums, isShown || !sums.isCurrent());
        }
        return Response.json(status, json.endArray().endObject().toString());
    }

    private void write(JsonWriter json, RoundSums sums, boolean isShown) {
        json.beginObject();
        json.field("name", sums.name());
        json.field("started", sums.started());
        json.field("ended", sums.ended());
        json.field("total", sums.votes().total());
        json.field("late", sums.late());
        if (isShown) {
            VotesViews.buttons(json, sums.votes().buttons());
        }
        Map<Integer, Label> labels = state.files().desk().labels(sums.name());
        if (labels != null) {
            Label.write(json, labels);
        }
        json.beginArray("milestones");
        for (MilestonePassed one : state.announcements().milestones().known(sums.name())) {
            String reached = Instant.ofEpochMilli(one.passedAtMs()).toString();
            json.beginObject()
                    .field("at", one.total())
                    .field("reached", reached)
                    .endObject();
        }
        json.endArray();
        json.endObject();
    }

    /** The rounds for a spreadsheet. */
    Response csv(Request request) {
        List<RoundSums> all = RoundSums.all(rounds, rounds.look());
        String csv = new RoundsTable(all, state.files().desk()::labels, isShown(request)).csv();
        return Response.csv(state.config().server().event() + "-rounds.csv", csv);
    }

    private boolean isShown(Request request) {
        return state.stage().result() != Result.HIDDEN || state.access().isAllowed(request);
    }

    /** Refuses a client without the token. */
    Guard guard() {
        return state.access().guard("no round can be begun here");
    }

    Response begin(Request request) {
        StageChange change = StageChange.round(name(request.body().text()));
        return switch (state.files()
                .desk()
                .change(change, request.remoteAddress().getHostAddress())) {
            case DONE -> list(201, true);
            case STALE, STILL_OPEN ->
                Response.problem(503, "other servers change the stage all the time; try again")
                        .retryAfter(1);
            case ROUND_KNOWN -> known("name");
            case NOT_WRITTEN ->
                Response.problem(500, "the round could not be recorded, so it has not begun; the log says why");
        };
    }

    /** @param field that has the name */
    static Response known(String field) {
        return Response.problem(409, field, "there has been a round of that name; each needs its own");
    }

    private static String name(String json) {
        try {
            if (JsonReader.readObject(json).get("name") instanceof String name) {
                return EventName.parse(name);
            }
        } catch (IllegalArgumentException e) {
            throw badName();
        }
        throw badName();
    }

    private static BadRequest badName() {
        return new BadRequest("name", "send {\"name\":\"song-2\"}, a name of " + EventName.CHARACTERS);
    }
}
