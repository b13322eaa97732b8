package junretsu.votes.serve;

import java.time.Instant;
import junretsu.store.Milestone;
import junretsu.store.MilestonePassed;
import junretsu.text.JsonWriter;
import junretsu.votes.VoteTally;
import junretsu.votes.rounds.Round;
import junretsu.web.Response;

/** The server's state as bytes for readers. Its methods may be called by any thread. */
final class VotesViews {
    private final VotesServer server;

    VotesViews(VotesServer server) {
        this.server = server;
    }

    Response counts() {
        return Response.json(countsJson());
    }

    /** The contract of {@code /api/counts} and {@code /api/stream}. */
    String countsJson() {
        Round round = server.round();
        VoteTally tally = server.tally(round);
        JsonWriter json = new JsonWriter().beginObject();
        json.field("event", round.name());
        json.field("total", tally.total());
        json.field("rate", server.rates().ownPerSecond(), 1);
        buttons(json, tally.buttons());
        if (server.seesDatagrams()) {
            json.field("datagrams", tally.datagrams());
        } else {
            json.fieldNull("datagrams");
        }
        json.field("packets", tally.packets());
        json.field("rejected", tally.rejected());
        json.field("empty", tally.empty());
        json.field("dropped", tally.kernelDrops());
        json.field("uptime_s", server.uptimeSeconds(), 1);
        milestones(json, round.name());
        server.store().write(json, round.name(), tally.total(), 0, this::cluster);
        json.field("engine", server.engineName());
        json.field("threads", server.config().threads());
        return json.endObject().toString();
    }

    private void cluster(JsonWriter json, long[] votes) {
        json.field("rate", server.rates().eventPerSecond(), 1);
        buttons(json, votes);
    }

    private void milestones(JsonWriter json, String event) {
        json.beginArray("milestones");
        for (Milestone milestone : server.announcements().milestones().plan()) {
            MilestonePassed reached = server.announcements().milestones().reached(event, milestone.at());
            json.beginObject().field("at", milestone.at()).field("effect", milestone.effect());
            json.field(
                    "reached",
                    reached == null
                            ? null
                            : Instant.ofEpochMilli(reached.passedAtMs()).toString());
            json.field(
                    "announced",
                    reached != null && server.announcements().milestones().isAnnounced(event, milestone.at()));
            json.endObject();
        }
        json.endArray();
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

    /** What the screen calls the buttons. */
    Response labels() {
        JsonWriter json = new JsonWriter().beginObject();
        server.config()
                .announcements()
                .labels()
                .forEach((button, label) -> json.beginObject(Integer.toString(button))
                        .field("text", label.text())
                        .field("colour", label.colour())
                        .endObject());
        return Response.json(json.endObject().toString());
    }

    Response alive() {
        return Response.text(200, "alive\n");
    }

    /** Ready when votes are received and the store takes counts. */
    Response ready() {
        String idle = server.idleWorker();
        if (idle != null) {
            return Response.text(503, idle + "\n");
        }
        return server.store().isUp()
                ? Response.text(200, "ready\n")
                : Response.text(503, "store: " + server.store().state() + "\n");
    }
}
