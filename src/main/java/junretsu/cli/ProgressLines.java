package junretsu.cli;

import java.util.function.Consumer;
import junretsu.base.Clock;

/**
 * A load's progress as somebody sees it: on a terminal one line that is written over, else a line of its own, the
 * first at once and then one each few seconds. For one thread.
 */
final class ProgressLines implements Consumer<String> {
    private static final long INTERVAL_NANOS = 5_000_000_000L;

    private final Console console;
    private final Clock clock;
    private boolean hasShown;
    private long shownNanos;

    ProgressLines(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public void accept(String line) {
        long now = clock.nanoTime();
        if (console.isTerminal()) {
            console.status(line);
        } else if (!hasShown || now - shownNanos >= INTERVAL_NANOS) {
            console.log(line);
            hasShown = true;
            shownNanos = now;
        }
    }
}
