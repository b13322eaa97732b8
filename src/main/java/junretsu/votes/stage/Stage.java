package junretsu.votes.stage;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import junretsu.store.Milestone;
import junretsu.text.JsonWriter;

/**
 * Everything about an event that its organiser decides and everybody sees, at one moment. Immutable.
 *
 * @param version grows with every change; 1 or more
 * @param title which screens and phones show; empty to show the round's name
 * @param round the name of the one that votes belong to
 * @param isOpen false while votes are counted as late
 * @param result the part of the votes that everybody may see
 * @param labels of buttons, by button
 * @param milestones totals at which something is to happen, the lowest first
 * @param effect the last one that was played from the desk; null for none
 */
public record Stage(
        long version,
        String title,
        String round,
        boolean isOpen,
        Result result,
        Map<Integer, Label> labels,
        List<Milestone> milestones,
        Played effect) {

    /**
     * An effect that was played from the desk.
     *
     * @param n grows each time; 1 or more
     * @param name as in {@code confetti}
     */
    public record Played(long n, String name) {}

    public Stage {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        milestones = List.copyOf(milestones);
    }

    /** The first stage of an event: open, and nothing hidden. */
    static Stage first(String round, Map<Integer, Label> labels, List<Milestone> milestones) {
        return new Stage(1, "", round, true, Result.LIVE, labels, milestones, null);
    }

    /** The same stage under another version. */
    Stage at(long other) {
        return new Stage(other, title, round, isOpen, result, labels, milestones, effect);
    }

    /** The same stage in another round. */
    Stage in(String other) {
        return new Stage(version, title, other, isOpen, result, labels, milestones, effect);
    }

    /** The same stage with voting closed. */
    Stage closed() {
        return new Stage(version, title, round, false, result, labels, milestones, effect);
    }

    /** True when screens show a winner while votes that may change it are counted. */
    boolean isRevealedTooEarly() {
        return isOpen && result == Result.REVEALED;
    }

    /** Writes all fields into the object that is open. */
    public JsonWriter write(JsonWriter json) {
        json.field("version", version);
        json.field("title", title);
        json.field("round", round);
        json.field("voting", isOpen ? "open" : "closed");
        json.field("result", result.word());
        Label.write(json, labels);
        json.beginArray("milestones");
        for (Milestone milestone : milestones) {
            json.beginObject();
            json.field("at", milestone.at());
            json.field("effect", milestone.effect());
            json.endObject();
        }
        json.endArray();
        if (effect == null) {
            return json.fieldNull("effect");
        }
        return json.beginObject("effect")
                .field("n", effect.n())
                .field("name", effect.name())
                .endObject();
    }

    /** All fields as one JSON object. */
    String json() {
        return write(new JsonWriter().beginObject()).endObject().toString();
    }
}
