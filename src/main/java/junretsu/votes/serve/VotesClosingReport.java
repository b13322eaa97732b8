package junretsu.votes.serve;

import java.util.Locale;
import junretsu.store.StoreLink;
import junretsu.votes.VoteTally;

/** The closing report: the totals of this run and of the node, and how they add up. */
final class VotesClosingReport {
    private VotesClosingReport() {}

    /**
     * @param before the counts of earlier runs
     * @param drained whether the receivers came to the end of their queues in time
     * @param uptimeSeconds of this run
     */
    static String of(VotesState state, VoteTally before, boolean drained, double uptimeSeconds) {
        VoteTally total = state.tally();
        StoreLink store = state.store();
        long received = total.packets() - before.packets();
        String holding = state.group().seesDatagrams()
                ? String.format(Locale.ROOT, ", in %,d datagrams", total.datagrams() - before.datagrams())
                : "";
        long empty = total.empty() - before.empty();
        long dropped = total.kernelDrops() - before.kernelDrops();
        long votes = total.total() - before.total();
        long rejected = total.rejected() - before.rejected();
        long unflushed = total.total() - store.flushed();
        StringBuilder out = new StringBuilder();
        line(out, "stopped after %.1f s", uptimeSeconds);
        line(
                out,
                "  arrived  %,15d packets = %,d received + %,d dropped by the kernel",
                received + dropped,
                received,
                dropped);
        line(
                out,
                "  received %,15d packets = %,d with votes + %,d empty%s",
                received,
                received - empty,
                empty,
                holding);
        line(out, "  pressed  %,15d times   = %,d votes + %,d rejected", votes + rejected, votes, rejected);
        line(out, "  total    %,15d votes   = %,d from before + %,d in this run", total.total(), before.total(), votes);
        line(
                out,
                "  flushed  %,15d votes   = %,d total - %,d not yet in the store (%s)",
                store.flushed(),
                total.total(),
                unflushed,
                store.location());
        warnings(out, store, drained, unflushed);
        return out.toString().stripTrailing();
    }

    private static void warnings(StringBuilder out, StoreLink store, boolean drained, long unflushed) {
        if (!drained) {
            line(out, "  the receivers did not empty their queues in time");
        }
        if (unflushed > 0) {
            line(
                    out,
                    "  the store's last answer was '%s'; the counter file holds every vote,"
                            + " and the next start flushes them",
                    store.state());
        }
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
