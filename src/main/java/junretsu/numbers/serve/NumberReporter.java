package junretsu.numbers.serve;

import java.util.function.Consumer;
import java.util.function.Supplier;
import junretsu.base.Worker;

/** Reports at an interval, and at the end, what came since the last report. */
final class NumberReporter implements Worker {
    private final Supplier<NumberTotals> totals;
    private final Consumer<String> reports;
    private boolean isFirst = true;
    private long unique;
    private long duplicates;

    NumberReporter(Supplier<NumberTotals> totals, Consumer<String> reports) {
        this.totals = totals;
        this.reports = reports;
    }

    @Override
    public String role() {
        return "number-reporter";
    }

    /** Skips the first round, which is the server's start. */
    @Override
    public int doWork() {
        if (!isFirst) {
            report();
        }
        isFirst = false;
        return 1;
    }

    /** The last report, after all readers have ended. */
    @Override
    public void onClose() {
        report();
    }

    private void report() {
        NumberTotals now = totals.get();
        reports.accept("Received " + (now.unique() - unique) + " unique numbers, " + (now.duplicates() - duplicates)
                + " duplicates. Unique total: " + now.uniqueTotal());
        unique = now.unique();
        duplicates = now.duplicates();
    }
}
