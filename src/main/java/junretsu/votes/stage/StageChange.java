package junretsu.votes.stage;

import java.util.List;
import java.util.Map;
import junretsu.store.Milestone;
import junretsu.web.BadRequest;

/**
 * A change of a stage. A field that is null stays as it is.
 *
 * @param expected the version that is to be changed; null for any
 * @param round the name of one to begin
 * @param isOpen opens voting, or closes it
 * @param effect the name of one to play
 */
public record StageChange(
        Long expected,
        String title,
        String round,
        Boolean isOpen,
        Result result,
        Map<Integer, Label> labels,
        List<Milestone> milestones,
        String effect) {
    private static final List<String> FIELDS =
            List.of("version", "title", "voting", "result", "labels", "milestones", "effect", "round");

    /** A change that begins a round. */
    public static StageChange round(String name) {
        return new StageChange(null, null, name, null, null, null, null, null);
    }

    /** A change of what the flags say; null for what stays. */
    public static StageChange flags(Map<Integer, Label> labels, List<Milestone> milestones) {
        return new StageChange(null, null, null, null, null, labels, milestones, null);
    }

    /**
     * Reads a change out of an object with one or more of the fields of a stage; an effect is its name.
     *
     * @param buttons that the event has
     * @throws BadRequest when it is not one
     */
    public static StageChange parse(String json, int buttons) {
        StageFields fields = StageFields.of(json);
        fields.requireOnly(FIELDS);
        StageChange change = new StageChange(
                fields.version(),
                fields.title(),
                fields.round(),
                fields.voting(),
                fields.result(),
                fields.labels(buttons),
                fields.milestones(),
                fields.effect());
        if (change.equals(new StageChange(change.expected, null, null, null, null, null, null, null))) {
            throw new BadRequest("send one or more of the fields " + String.join(", ", FIELDS.subList(1, 8)));
        }
        return change;
    }

    /** This change of one version alone; null leaves it as it is. */
    public StageChange expecting(Long version) {
        return new StageChange(or(version, expected), title, round, isOpen, result, labels, milestones, effect);
    }

    /** This change, which begins no round of that name, since it is under way. */
    public StageChange withoutRound(String current) {
        String other = current.equals(round) ? null : round;
        return new StageChange(expected, title, other, isOpen, result, labels, milestones, effect);
    }

    /** Returns the stage that this change makes of another one. */
    Stage apply(Stage stage) {
        return new Stage(
                stage.version() + 1,
                or(title, stage.title()),
                or(round, stage.round()),
                or(isOpen, stage.isOpen()),
                or(result, stage.result()),
                or(labels, stage.labels()),
                or(milestones, stage.milestones()),
                effect == null ? stage.effect() : played(stage));
    }

    private Stage.Played played(Stage stage) {
        return new Stage.Played(stage.effect() == null ? 1 : stage.effect().n() + 1, effect);
    }

    private static <T> T or(T changed, T before) {
        return changed == null ? before : changed;
    }

    /** Returns true when the change makes no other stage. */
    boolean changesNothing(Stage stage) {
        return apply(stage).equals(stage.at(stage.version() + 1));
    }
}
