package junretsu.votes.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import junretsu.store.EventName;
import junretsu.text.JsonReader;
import junretsu.text.JsonWriter;
import junretsu.votes.VoteTally;
import junretsu.votes.rounds.Round;
import junretsu.votes.rounds.RoundLog;
import junretsu.web.Action;
import junretsu.web.View.Content;

/** Shows the rounds, and begins one for whoever has the token. Its methods may be called by any thread. */
final class RoundsEndpoint implements Action {
    private final VotesServer server;
    private final RoundLog rounds;

    RoundsEndpoint(VotesServer server) {
        this.server = server;
        this.rounds = server.files().rounds();
    }

    Content list() {
        List<Round> all = rounds.rounds();
        VoteTally now = server.tally();
        JsonWriter json = new JsonWriter().beginObject();
        json.field("current", all.get(all.size() - 1).name());
        json.field("total", now.total());
        json.beginArray("rounds");
        for (int i = 0; i < all.size(); i++) {
            Round next = i + 1 < all.size() ? all.get(i + 1) : null;
            round(json, all.get(i), next, now);
        }
        return Content.json(json.endArray().endObject().toString());
    }

    private static void round(JsonWriter json, Round round, Round next, VoteTally now) {
        VoteTally votes =
                new VoteTally().copy(next == null ? now : next.before()).subtract(round.before());
        json.beginObject();
        json.field("name", round.name());
        json.field("started", Instant.ofEpochMilli(round.startedMs()).toString());
        json.field(
                "ended",
                next == null ? null : Instant.ofEpochMilli(next.startedMs()).toString());
        json.field("total", votes.total());
        VotesViews.buttons(json, votes.buttons());
        json.endObject();
    }

    @Override
    public Content refusal(String bearerToken) {
        byte[] wanted = server.config().announcements().adminToken();
        if (wanted == null) {
            return problem(403, "no round can be begun here: the server was started without --admin-token");
        }
        byte[] given = bearerToken == null ? new byte[0] : bearerToken.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(wanted, given)
                ? null
                : problem(401, "send the token that the server was started with, as 'Authorization: Bearer TOKEN'");
    }

    @Override
    public Content perform(byte[] body) {
        String name;
        try {
            Map<String, Object> request = JsonReader.readObject(new String(body, StandardCharsets.UTF_8));
            name = request.get("name") instanceof String text ? EventName.parse(text) : null;
        } catch (IllegalArgumentException e) {
            return problem(400, "send {\"name\":\"song-2\"}, a name of " + EventName.CHARACTERS);
        }
        if (name == null) {
            return problem(400, "send {\"name\":\"song-2\"}, a name of " + EventName.CHARACTERS);
        }
        try {
            Round round = rounds.begin(name, server.clock().epochMillis());
            return round == null
                    ? problem(409, "there has been a round of that name; each needs its own")
                    : new Content(201, list().type(), list().body(), null);
        } catch (IOException e) {
            server.errors().record("writing down a round", e);
            return problem(500, "the round could not be written down, so it has not begun; the log says why");
        }
    }

    private static Content problem(int status, String sentence) {
        return Content.json(
                status,
                new JsonWriter()
                        .beginObject()
                        .field("error", sentence)
                        .endObject()
                        .toString());
    }
}
