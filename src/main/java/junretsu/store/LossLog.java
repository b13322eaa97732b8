package junretsu.store;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import junretsu.base.Clock;

/**
 * Logs in a line what a store was found to have lost. The first loss is logged at once, later ones are added up, so
 * that a store that loses over and over fills no log. To be used by one thread.
 */
final class LossLog {
    private static final long PAUSE_NANOS = 10_000_000_000L;
    private static final int NAMES_MAX = 3;

    private final Consumer<String> log;
    private final Clock clock;
    private final Set<String> events = new TreeSet<>();
    private long own;
    private long lowered;
    private long notBeforeNanos;

    LossLog(Consumer<String> log, Clock clock) {
        this.log = log;
        this.clock = clock;
        notBeforeNanos = clock.nanoTime();
    }

    /**
     * To be called after each flush that was applied.
     *
     * @param loss null when there was none
     */
    void note(String event, StoreLoss loss) {
        if (loss != null) {
            events.add(event);
            own += loss.own();
            lowered += loss.lowered();
        }
        if (!events.isEmpty() && clock.nanoTime() - notBeforeNanos >= 0) {
            log.accept(sentence());
            events.clear();
            own = 0;
            lowered = 0;
            notBeforeNanos = clock.nanoTime() + PAUSE_NANOS;
        }
    }

    private String sentence() {
        String names = String.join(", ", events.stream().limit(NAMES_MAX).toList())
                + (events.size() > NAMES_MAX ? ", ... (" + events.size() + " events)" : "");
        return "store: data of " + names + " had been lost or changed; "
                + (own > 0
                        ? own + " counts that this node had handed over were missing and are handed over again"
                        : "what" + " each node had reported is there again")
                + (lowered > 0 ? "; the total is " + lowered + " lower, for which no node that is known accounts" : "");
    }
}
