package junretsu.numbers.serve;

import java.util.Locale;
import junretsu.config.HostPort;

/** A numbers server in lines of text, for people. */
final class NumbersText {
    private NumbersText() {}

    static String ready(NumbersServer server) {
        NumbersConfig config = server.config();
        String http = server.httpUrl() == null ? "http off" : server.httpUrl();
        long known = server.totals().uniqueTotal();
        return "numbers at tcp " + HostPort.format(server.address()) + ", " + http + ", connections "
                + config.connections() + ", log " + config.log()
                + (config.resumes() ? String.format(Locale.ROOT, " with %,d numbers", known) : "")
                + (server.store() == null ? "" : ", store " + server.store().location());
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

    static String closing(NumbersServer server, NumberTotals totals) {
        StringBuilder out = new StringBuilder();
        line(out, "stopped after %.1f s", server.uptimeSeconds());
        line(
                out,
                "  received %,15d numbers = %,d unique + %,d duplicates",
                totals.received(),
                totals.unique(),
                totals.duplicates());
        line(
                out,
                "  log      %,15d numbers = %,d from before + %,d in this run",
                totals.uniqueTotal(),
                totals.uniqueTotal() - totals.unique(),
                totals.unique());
        line(
                out,
                "  lines    %,15d not a number, %,d cut short by the end of their connection",
                totals.rejected(),
                totals.unfinished());
        line(
                out,
                "  clients  %,15d = %,d served + %,d refused",
                totals.accepted() + totals.refused(),
                totals.accepted(),
                totals.refused());
        if (server.store() != null) {
            line(
                    out,
                    "  flushed  %,15d numbers = %,d received - %,d not yet in the store (%s)",
                    server.flushed(),
                    totals.received(),
                    totals.received() - server.flushed(),
                    server.store().location());
        }
        return out.toString().stripTrailing();
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
