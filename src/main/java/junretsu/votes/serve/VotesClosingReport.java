package junretsu.votes.serve;

import java.util.Locale;
import junretsu.store.StoreLink;
import junretsu.text.TextLines;
import junretsu.votes.VoteTally;
import junretsu.votes.rounds.Look;

/** The closing report: the totals of this run and of the node, and how they add up. */
final class VotesClosingReport {
    private VotesClosingReport() {}

    /**
     * @param atStart the counts of earlier runs
     * @param drained whether the receivers came to the end of their queues in time
     * @param uptimeSeconds of this run
     */
    static String of(VotesState state, Look atStart, boolean drained, double uptimeSeconds) {
        Look end = state.look();
        VoteTally total = end.all();
        VoteTally before = atStart.all();
        StoreLink store = state.store();
        long received = total.packets() - before.packets();
        String holding = state.group().seesDatagrams()
                ? String.format(Locale.ROOT, ", in %,d datagrams", total.datagrams() - before.datagrams())
                : "";
        long empty = total.empty() - before.empty();
        long dropped = total.kernelDrops() - before.kernelDrops();
        long votes = total.total() - before.total();
        long rejected = total.rejected() - before.rejected();
        long counted = end.counted().total();
        long unflushed = counted - store.flushed();
        TextLines out = new TextLines();
        out.add("stopped after %.1f s", uptimeSeconds);
        out.add(
                "  arrived  %,15d packets = %,d received + %,d dropped by the kernel",
                received + dropped, received, dropped);
        out.add("  received %,15d packets = %,d with votes + %,d empty%s", received, received - empty, empty, holding);
        crowd(out, total, before, votes);
        pressed(out, votes, rejected, total.limited() - before.limited());
        out.add("  total    %,15d votes   = %,d from before + %,d in this run", total.total(), before.total(), votes);
        if (end.late() > 0) {
            out.add("  total    %,15d votes   = %,d in rounds + %,d late", total.total(), counted, end.late());
        }
        out.add(
                "  flushed  %,15d votes   = %,d %s - %,d not yet in the store (%s)",
                store.flushed(), counted, end.late() > 0 ? "in rounds" : "total", unflushed, store.location());
        warnings(out, store, drained, unflushed);
        return out.toString();
    }

    private static void pressed(TextLines out, long votes, long rejected, long limited) {
        out.add(
                "  pressed  %,15d times   = %,d votes + %,d rejected%s",
                votes + rejected + limited,
                votes,
                rejected,
                limited == 0 ? "" : String.format(Locale.ROOT, " + %,d of sources over their rate", limited));
    }

    /** Says where the votes came from, once browsers have sent any. */
    private static void crowd(TextLines out, VoteTally total, VoteTally before, long votes) {
        long crowd = total.crowdVotes() - before.crowdVotes();
        long messages = total.crowdMessages() - before.crowdMessages();
        if (messages > 0) {
            out.add(
                    "  sources  %,15d votes   = %,d by UDP + %,d by the crowd, in %,d messages (%,d over its rate)",
                    votes, votes - crowd, crowd, messages, total.crowdLimited() - before.crowdLimited());
        }
    }

    private static void warnings(TextLines out, StoreLink store, boolean drained, long unflushed) {
        if (!drained) {
            out.add("  the receivers did not empty their queues in time");
        }
        if (unflushed > 0) {
            out.add(
                    "  the store's last answer was '%s'; the counter file holds every vote,"
                            + " and the next start flushes them",
                    store.state());
        }
    }
}
