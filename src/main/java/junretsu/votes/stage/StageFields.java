package junretsu.votes.stage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import junretsu.service.milestones.MilestonesConfig;
import junretsu.store.EventName;
import junretsu.store.Milestone;
import junretsu.text.JsonException;
import junretsu.text.JsonReader;
import junretsu.votes.VoteWire;
import junretsu.web.BadRequest;

/**
 * Reads the fields of a stage out of JSON and checks them. Each method returns null for a field that is not there, and
 * throws a {@link BadRequest} that says what is accepted.
 */
final class StageFields {
    private static final int TITLE_MAX = 200;

    private final Map<String, Object> fields;

    private StageFields(Map<String, Object> fields) {
        this.fields = fields;
    }

    static StageFields of(Map<String, Object> fields) {
        return new StageFields(fields);
    }

    static StageFields of(String json) {
        try {
            return new StageFields(JsonReader.readObject(json));
        } catch (JsonException e) {
            throw new BadRequest("send a JSON object such as {\"voting\":\"closed\"}: " + e.getMessage());
        }
    }

    /** Rejects fields of other names than these. */
    void requireOnly(List<String> known) {
        for (String name : fields.keySet()) {
            if (!known.contains(name)) {
                throw new BadRequest(name, "there is no field '" + name + "'; send one or more of " + list(known));
            }
        }
    }

    Long version() {
        Object value = fields.get("version");
        if (value == null || value instanceof Long number && number > 0) {
            return (Long) value;
        }
        throw new BadRequest("version", "send the version that you changed, as GET /api/stage gave it");
    }

    String title() {
        return text(
                fields.get("title"),
                TITLE_MAX,
                "title",
                "send a text of at most " + TITLE_MAX + " characters, without line breaks");
    }

    /** True for open. */
    Boolean voting() {
        String word = word("voting", List.of("open", "closed"));
        return word == null ? null : word.equals("open");
    }

    Result result() {
        String word = word("result", Result.words());
        return word == null ? null : Result.values()[Result.words().indexOf(word)];
    }

    /** The name of an effect to play. */
    String effect() {
        return word("effect", MilestonesConfig.EFFECTS);
    }

    String round() {
        Object value = fields.get("round");
        try {
            if (value == null || value instanceof String name && EventName.parse(name) != null) {
                return (String) value;
            }
        } catch (IllegalArgumentException e) {
            throw badRound();
        }
        throw badRound();
    }

    /** @param buttons that the event has */
    Map<Integer, Label> labels(int buttons) {
        Object value = fields.get("labels");
        if (value == null) {
            return null;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new BadRequest("labels", "send an object as in {\"0\":{\"text\":\"Red\",\"colour\":\"#e33\"}}");
        }
        Map<Integer, Label> labels = new TreeMap<>();
        map.forEach((key, label) -> labels.put(button((String) key, buttons), label((String) key, label)));
        return labels;
    }

    List<Milestone> milestones() {
        Object value = fields.get("milestones");
        if (value == null) {
            return null;
        }
        List<Milestone> milestones = new ArrayList<>();
        if (!(value instanceof List<?> list) || list.size() > MilestonesConfig.PLAN_MAX) {
            throw new BadRequest(
                    "milestones",
                    "send a list of at most " + MilestonesConfig.PLAN_MAX
                            + ", as in [{\"at\":1000,\"effect\":\"flash\"}]");
        }
        list.forEach(each -> milestones.add(milestone(each)));
        milestones.sort(Comparator.comparingLong(Milestone::at));
        for (int i = 1; i < milestones.size(); i++) {
            if (milestones.get(i).at() == milestones.get(i - 1).at()) {
                throw new BadRequest(
                        "milestones", milestones.get(i).at() + " is given twice; give each total one effect");
            }
        }
        return milestones;
    }

    /** The effect that was played last, as a stage has it. */
    Stage.Played played() {
        if (!(fields.get("effect") instanceof Map<?, ?> map)) {
            return null;
        }
        return new Stage.Played((Long) map.get("n"), (String) map.get("name"));
    }

    private static int button(String text, int buttons) {
        int button = text.matches("0|[1-9]\\d{0,2}") ? Integer.parseInt(text) : VoteWire.BUTTONS;
        if (button >= buttons) {
            throw new BadRequest("labels", "there is no button '" + text + "'; label those from 0 to " + (buttons - 1));
        }
        return button;
    }

    private static Label label(String button, Object value) {
        if (value instanceof Map<?, ?> map) {
            String sentence = "send a text of 1 to " + Label.TEXT_MAX + " characters for button " + button;
            String text = map.get("text") instanceof String given ? Label.text(given) : null;
            if (text == null) {
                throw new BadRequest("labels", sentence);
            }
            Object colour = map.get("colour");
            if (colour == null || colour instanceof String word && Label.isColour(word)) {
                return new Label(text, (String) colour);
            }
        }
        throw new BadRequest(
                "labels",
                "send a text and a colour of three or six hexadecimal digits or by name for button " + button
                        + ", as in {\"text\":\"Red\",\"colour\":\"#e33\"}");
    }

    private static Milestone milestone(Object value) {
        if (value instanceof Map<?, ?> map
                && map.get("at") instanceof Long at
                && at > 0
                && map.get("effect") instanceof String effect
                && MilestonesConfig.EFFECTS.contains(effect)) {
            return new Milestone(at, effect);
        }
        throw new BadRequest(
                "milestones",
                "send a total of 1 or more and one of the effects " + list(MilestonesConfig.EFFECTS)
                        + " for each milestone, as in {\"at\":1000,\"effect\":\"flash\"}");
    }

    private String word(String field, List<String> words) {
        Object value = fields.get(field);
        if (value == null || value instanceof String word && words.contains(word)) {
            return (String) value;
        }
        throw new BadRequest(field, "send one of " + list(words));
    }

    private static String text(Object value, int max, String field, String sentence) {
        if (value == null) {
            return null;
        }
        if (value instanceof String text
                && text.codePointCount(0, text.length()) <= max
                && text.chars().noneMatch(Character::isISOControl)) {
            return text.strip();
        }
        throw new BadRequest(field, sentence);
    }

    private static BadRequest badRound() {
        return new BadRequest("round", "send a name of " + EventName.CHARACTERS);
    }

    private static String list(List<String> words) {
        return String.join(", ", words);
    }
}
