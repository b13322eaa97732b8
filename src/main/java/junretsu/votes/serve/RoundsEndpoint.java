package junretsu.votes.serve;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import junretsu.store.EventName;
import junretsu.text.JsonReader;
import junretsu.text.JsonWriter;
import junretsu.votes.VoteTally;
import junretsu.votes.rounds.Look;
import junretsu.votes.rounds.Round;
import junretsu.votes.rounds.RoundLog;
import junretsu.web.BadRequest;
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

    Response list() {
        return list(200);
    }

    private Response list(int status) {
        List<Round> all = rounds.rounds();
        Look now = rounds.look();
        JsonWriter json = new JsonWriter().beginObject();
        json.field("current", all.get(all.size() - 1).name());
        json.field("total", now.all().total());
        json.field("late", now.late());
        json.beginArray("rounds");
        for (int i = 0; i < all.size(); i++) {
            Round next = i + 1 < all.size() ? all.get(i + 1) : null;
            round(json, all.get(i), next, now);
        }
        return Response.json(status, json.endArray().endObject().toString());
    }

    private static void round(JsonWriter json, Round round, Round next, Look now) {
        VoteTally votes = new VoteTally()
                .copy(next == null ? now.counted() : next.before())
                .subtract(round.before());
        json.beginObject();
        json.field("name", round.name());
        json.field("started", Instant.ofEpochMilli(round.startedMs()).toString());
        json.field(
                "ended",
                next == null ? null : Instant.ofEpochMilli(next.startedMs()).toString());
        json.field("total", votes.total());
        json.field("late", (next == null ? now.late() : next.lateBefore()) - round.lateBefore());
        VotesViews.buttons(json, votes.buttons());
        json.endObject();
    }

    /** Returns the refusal of a client without the token; null for one that has it. */
    Response refusal(Request request) {
        return state.config().announcements().adminToken().refusal(request, "no round can be begun here");
    }

    Response begin(Request request) {
        String name = name(request.body().text());
        try {
            Round round = rounds.begin(name, state.surroundings().clock().epochMillis());
            return round == null
                    ? Response.problem(409, "name", "there has been a round of that name; each needs its own")
                    : list(201);
        } catch (IOException e) {
            state.surroundings().errors().record("recording a round", e);
            return Response.problem(500, "the round could not be recorded, so it has not begun; the log says why");
        }
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
