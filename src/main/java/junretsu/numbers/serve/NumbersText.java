package junretsu.numbers.serve;

import java.util.Locale;
import junretsu.text.Minute;
import junretsu.text.TextLines;

/** A numbers server in lines of text, for people. */
final class NumbersText {
    private NumbersText() {}

    /**
     * @param http where it is shown over HTTP
     * @param writtenBeforeMs Unix milliseconds of the log's last change before this start; 0 for a new log
     */
    static String ready(NumbersState state, String http, long writtenBeforeMs) {
        NumbersConfig config = state.config();
        long known = state.totals().uniqueTotal();
        return "numbers " + state.source() + ", " + http
                + (config.isStdin() ? "" : ", connections " + config.connections()) + ", log " + config.log()
                + (config.resumes() ? String.format(Locale.ROOT, " with %,d numbers", known) : "")
                + (config.resumes() && known > 0 ? ", last written " + Minute.ofMs(writtenBeforeMs) : "")
                + (state.store() == null ? "" : ", store " + state.store().location());
    }

    static String status(NumberTotals totals) {
        return String.format(
                Locale.ROOT,
                "%,d unique  %,d duplicates  %,d in the log  %,d clients",
                totals.unique(),
                totals.duplicates(),
                totals.uniqueTotal(),
                totals.connections());
    }

    static String closing(NumbersState state, double uptimeSeconds) {
        NumberTotals totals = state.totals();
        TextLines out = new TextLines();
        out.add("stopped after %.1f s", uptimeSeconds);
        out.add(
                "  received %,15d numbers = %,d unique + %,d duplicates",
                totals.received(), totals.unique(), totals.duplicates());
        out.add(
                "  log      %,15d numbers = %,d from before + %,d in this run",
                totals.uniqueTotal(), totals.uniqueTotal() - totals.unique(), totals.unique());
        out.add(
                "  lines    %,15d not a number, %,d cut short by the end of their connection",
                totals.rejected(), totals.unfinished());
        out.add(
                "  clients  %,15d = %,d served + %,d refused",
                totals.accepted() + totals.refused(), totals.accepted(), totals.refused());
        if (state.store() != null) {
            out.add(
                    "  flushed  %,15d numbers = %,d received - %,d not yet in the store (%s)",
                    state.flushed(),
                    totals.received(),
                    totals.received() - state.flushed(),
                    state.store().location());
        }
        return out.toString();
    }
}
