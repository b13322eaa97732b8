package junretsu.items.serve;

import java.io.IOException;
import java.util.Locale;
import junretsu.config.Units;
import junretsu.items.set.FingerprintSet;
import junretsu.text.Minute;

/** An items server in a line of text, for people. */
final class ItemsText {
    private ItemsText() {}

    static String ready(ItemsState state, String url) {
        return String.format(
                Locale.ROOT,
                "items at %s, log in %s (%s), resumes at %,d items of %,d tenants%s in %s of memory,"
                        + " room for %,d million%s",
                url,
                state.config().server().data(),
                state.config().keepsIds() ? "IDs kept" : "IDs dropped",
                state.tenants().items(),
                state.tenants().size(),
                state.tenants().items() == 0 ? "" : since(state),
                Units.formatBytes(state.files().set().bytes()),
                FingerprintSet.sizeMax() / 1_000_000,
                state.shared() == null ? "" : ", shared in " + state.shared().location());
    }

    private static String since(ItemsState state) {
        try {
            return " since " + Minute.ofMs(state.files().sinceMs());
        } catch (IOException e) {
            return "";
        }
    }

    static String status(ItemsState state) {
        ItemCounters counters = state.counters();
        return String.format(
                Locale.ROOT,
                "%,d items  %,d tenants  %,d accepted  %,d new  %,d requests%s",
                state.tenants().items(),
                state.tenants().size(),
                counters.accepted(),
                counters.fresh(),
                counters.requests(),
                state.shared() == null ? "" : redis(state));
    }

    private static String redis(ItemsState state) {
        return String.format(
                Locale.ROOT,
                "  redis %s, %,d behind",
                state.shared().state(),
                state.shared().itemsBehind());
    }

    static String closing(ItemsState state, double uptimeSeconds) {
        ItemCounters counters = state.counters();
        return String.format(
                Locale.ROOT,
                """
                stopped after %.1f s
                  accepted %,15d items = %,d new + %,d known before
                  failed   %,15d items, answered with 503
                  skipped  %,15d bad items, as their senders asked
                  requests %,15d, of which %,d had a bad body
                  tenants  %,15d with %,d items, all on the disk""",
                uptimeSeconds,
                counters.accepted(),
                counters.fresh(),
                counters.accepted() - counters.fresh(),
                counters.failed(),
                counters.skipped(),
                counters.requests(),
                counters.rejectedRequests(),
                state.tenants().size(),
                state.tenants().items());
    }
}
