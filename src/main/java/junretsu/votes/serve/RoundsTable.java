package junretsu.votes.serve;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import junretsu.votes.VoteWire;
import junretsu.votes.stage.Label;

/**
 * The rounds for a spreadsheet (RFC 4180): a line each, with a column for each button that has shown votes or a label,
 * and then one for the text of each button that has had a label, as it was in that round.
 *
 * @param rounds the oldest first
 * @param labels of a round by its name; null when they are unknown
 * @param isShown whether the votes of each button in the current round are shown
 */
record RoundsTable(List<RoundSums> rounds, Function<String, Map<Integer, Label>> labels, boolean isShown) {

    String csv() {
        List<Map<Integer, Label>> known = rounds.stream()
                .map(sums -> Objects.requireNonNullElse(labels.apply(sums.name()), Map.<Integer, Label>of()))
                .toList();
        List<Integer> labelled = buttons(button -> known.stream().anyMatch(each -> each.containsKey(button)));
        List<Integer> shown = buttons(button -> labelled.contains(button)
                || rounds.stream()
                        .anyMatch(sums -> isShown(sums) && sums.votes().buttons()[button] > 0));
        StringBuilder csv = new StringBuilder("round,started,ended,total,late");
        shown.forEach(button -> csv.append(",button_").append(button));
        labelled.forEach(button -> csv.append(",label_").append(button));
        for (int i = 0; i < rounds.size(); i++) {
            RoundSums sums = rounds.get(i);
            Map<Integer, Label> own = known.get(i);
            csv.append("\r\n").append(sums.name()).append(',').append(sums.started());
            csv.append(',').append(sums.isCurrent() ? "" : sums.ended());
            csv.append(',').append(sums.votes().total()).append(',').append(sums.late());
            for (int button : shown) {
                csv.append(',').append(isShown(sums) ? sums.votes().buttons()[button] : "");
            }
            labelled.forEach(button -> csv.append(',').append(field(own.get(button))));
        }
        return csv.append("\r\n").toString();
    }

    private static List<Integer> buttons(IntPredicate isWanted) {
        return IntStream.range(0, VoteWire.BUTTONS).filter(isWanted).boxed().toList();
    }

    private boolean isShown(RoundSums sums) {
        return isShown || !sums.isCurrent();
    }

    /** A text in quotes, since a spreadsheet would take its commas for the ends of fields. */
    private static String field(Label label) {
        return label == null ? "" : '"' + label.text().replace("\"", "\"\"") + '"';
    }
}
