package junretsu.items.coordinate;

import java.util.Locale;

/** A coordinator in lines of text, for people. */
final class CoordinatorText {
    private CoordinatorText() {}

    static String ready(String url, WorkerNodes nodes) {
        return "items at " + url + ", coordinator, " + up(nodes);
    }

    static String status(Proxy proxy) {
        ProxyCounts counts = proxy.counts();
        return String.format(
                Locale.ROOT,
                "%s  %,d answered  %,d retries  %,d in flight",
                up(proxy.nodes()),
                counts.answered.sum(),
                counts.retries.sum(),
                counts.inFlight.get());
    }

    private static String up(WorkerNodes nodes) {
        return nodes.count(WorkerState.UP) + " of " + nodes.all().size() + " workers up";
    }

    static String closing(double uptimeSeconds, ProxyCounts counts, WorkerNodes nodes) {
        StringBuilder out = new StringBuilder();
        long answered = counts.answered.sum();
        long unavailable = counts.unavailable.sum();
        long failed = counts.failed.sum();
        out.append(String.format(Locale.ROOT, "stopped after %.1f s%n", uptimeSeconds));
        out.append(String.format(
                Locale.ROOT,
                "  requests %,15d = %,d answered + %,d without a worker + %,d failed%n",
                answered + unavailable + failed,
                answered,
                unavailable,
                failed));
        out.append(String.format(Locale.ROOT, "  retries  %,15d at another worker%n", counts.retries.sum()));
        for (WorkerNode node : nodes.all()) {
            out.append(String.format(
                    Locale.ROOT,
                    "  worker   %,15d requests, %,d failed: %s%n",
                    node.requests(),
                    node.failures(),
                    node.name()));
        }
        return out.toString().stripTrailing();
    }
}
