package junretsu.store.redis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import junretsu.store.Milestone;
import junretsu.store.MilestonePassed;

/** Milestones as text: words with a space between, {@code AT=EFFECT} and {@code AT=UNIX_MS=NODE}. */
final class MilestonesText {
    private MilestonesText() {}

    static String ofPlan(List<Milestone> plan) {
        return plan.stream()
                .sorted(Comparator.comparingLong(Milestone::at))
                .map(milestone -> milestone.at() + "=" + milestone.effect())
                .collect(Collectors.joining(" "));
    }

    static String of(List<MilestonePassed> reached) {
        return reached.stream()
                .map(one -> one.total() + "=" + one.passedAtMs() + "=" + one.nodeId())
                .collect(Collectors.joining(" "));
    }

    /** @throws IllegalArgumentException when it is no such text */
    static List<MilestonePassed> parse(String text) {
        List<MilestonePassed> reached = new ArrayList<>();
        for (String word : text.isEmpty() ? new String[0] : text.split(" ")) {
            String[] parts = word.split("=", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException("not AT=UNIX_MS=NODE: " + word);
            }
            reached.add(new MilestonePassed(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]));
        }
        reached.sort(Comparator.comparingLong(MilestonePassed::total));
        return reached;
    }
}
