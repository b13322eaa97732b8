package junretsu.votes.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import junretsu.text.JsonReader;
import junretsu.text.JsonWriter;

/**
 * The labels that rounds had when they ended, so that tables name their buttons as the crowd saw them. Immutable.
 *
 * @param spans those that ended first come first
 */
record PastLabels(List<Span> spans) {
    static final PastLabels NONE = new PastLabels(List.of());

    /** Bounds the file of the stage; labels of earlier rounds are forgotten. */
    static final int SPANS_MAX = 100;

    /**
     * Rounds, one after another, that had the same labels.
     *
     * @param rounds their names
     */
    record Span(List<String> rounds, Map<Integer, Label> labels) {}

    PastLabels {
        spans = List.copyOf(spans);
    }

    /** Returns these and those of a round that ends now. */
    PastLabels with(String round, Map<Integer, Label> labels) {
        List<Span> more = new ArrayList<>(spans);
        List<String> rounds = new ArrayList<>();
        if (!more.isEmpty() && more.get(more.size() - 1).labels().equals(labels)) {
            rounds.addAll(more.remove(more.size() - 1).rounds());
        }
        rounds.add(round);
        more.add(new Span(List.copyOf(rounds), labels));
        return new PastLabels(more.subList(Math.max(0, more.size() - SPANS_MAX), more.size()));
    }

    /** The labels of a round that has ended; null when they are unknown. */
    Map<Integer, Label> of(String round) {
        for (int i = spans.size() - 1; i >= 0; i--) {
            if (spans.get(i).rounds().contains(round)) {
                return spans.get(i).labels();
            }
        }
        return null;
    }

    String json() {
        JsonWriter json = new JsonWriter().beginObject().beginArray("past");
        for (Span span : spans) {
            json.beginObject().beginArray("rounds");
            span.rounds().forEach(json::element);
            json.endArray();
            Label.write(json, span.labels());
            json.endObject();
        }
        return json.endArray().endObject().toString();
    }

    /** @throws RuntimeException when it is not the JSON of past labels */
    @SuppressWarnings("unchecked")
    static PastLabels parse(String json, int buttons) {
        List<Span> spans = new ArrayList<>();
        for (Object each : (List<?>) JsonReader.readObject(json).get("past")) {
            Map<String, Object> span = (Map<String, Object>) each;
            List<String> rounds = ((List<?>) span.get("rounds"))
                    .stream().map(String.class::cast).toList();
            spans.add(new Span(rounds, StageFields.of(span).labels(buttons)));
        }
        return new PastLabels(spans);
    }
}
