package junretsu.cli;

import java.util.List;
import java.util.Locale;

/**
 * The one number for which people look at a server: what it counted in all.
 *
 * @param family the metric's, whose samples are added up
 * @param words behind the number
 */
record TopTotal(String family, String words) {
    /** The first of these that a server shows is its own. A hidden result leaves the sources alone. */
    private static final List<TopTotal> ALL = List.of(
            new TopTotal("junretsu_votes_event_total", "votes of the round, on all servers of the event"),
            new TopTotal("junretsu_votes_source_total", "votes of this server, in all rounds"),
            new TopTotal("junretsu_numbers_event_total", "numbers of the event, on all servers"),
            new TopTotal("junretsu_numbers_total", "numbers of this server"),
            new TopTotal("junretsu_items_total", "items sent to this server"),
            new TopTotal("junretsu_jobs_accepted_total", "jobs accepted by this server"));

    /** A line with the total and its rate; empty for a server that has none of them. */
    static String line(MetricSamples before, MetricSamples now) {
        return ALL.stream()
                .filter(total -> total.isIn(now))
                .findFirst()
                .map(total -> total.of(before, now))
                .orElse("");
    }

    private boolean isIn(MetricSamples now) {
        return now.values().keySet().stream().anyMatch(this::isOurs);
    }

    private boolean isOurs(String sample) {
        return MetricSamples.family(sample).equals(family);
    }

    private String of(MetricSamples before, MetricSamples now) {
        double total = 0;
        double rate = 0;
        for (String sample : now.values().keySet()) {
            if (isOurs(sample)) {
                total += now.values().get(sample);
                rate += now.rate(sample, before);
            }
        }
        return String.format(Locale.ROOT, "%,.0f %s, %,.0f/s", total, words, rate);
    }
}
