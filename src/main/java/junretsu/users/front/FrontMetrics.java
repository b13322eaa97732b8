package junretsu.users.front;

import java.util.List;
import junretsu.text.Metric;
import junretsu.text.PrometheusText;
import junretsu.users.line.VerbCounts;

/** The metrics of a front that stands alone, in the order in which they are shown. */
public final class FrontMetrics {
    static final Metric REQUESTS = Metric.histogram(
            "junretsu_users_front_request_duration_seconds",
            "From a call to the back end's answer, by verb and result");
    static final Metric UP = Metric.gauge("junretsu_users_front_back_ends_up", "Back ends that answer");
    static final Metric ALL_BACK_ENDS =
            Metric.gauge("junretsu_users_front_back_ends", "Back ends that this front asks");

    /** In the order in which they are shown. */
    public static final List<Metric> ALL = List.of(REQUESTS, UP, ALL_BACK_ENDS);

    private FrontMetrics() {}

    static void write(VerbCounts counts, BackEnds backEnds, PrometheusText text) {
        text.family(REQUESTS);
        VerbCounts.write(text, List.of(counts));
        text.family(UP).sample(backEnds.up());
        text.family(ALL_BACK_ENDS).sample(backEnds.size());
    }
}
