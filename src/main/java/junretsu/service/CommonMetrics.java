package junretsu.service;

import java.util.List;
import junretsu.text.Metric;

/** The metrics of every server; each sample carries the label {@code service}. */
public final class CommonMetrics {
    public static final Metric ERRORS = Metric.counter(
                    "junretsu_errors_total", "Faults of operation other than the store's; the log has them")
            .common();
    public static final Metric VIEWERS =
            Metric.gauge("junretsu_viewers", "Readers of the stream").common();
    public static final Metric SKIPPED_FRAMES = Metric.counter(
                    "junretsu_skipped_frames_total", "Frames that a reader did not get, still reading an earlier one")
            .common();
    public static final Metric START_TIME = Metric.gauge(
                    "junretsu_start_time_seconds", "Unix time at which this server started")
            .common();
    public static final Metric BUILD_INFO = Metric.gauge(
                    "junretsu_build_info", "Always 1; the labels are version, Java, store and what else was chosen")
            .common();

    public static final Metric RELOAD_SUCCESS = Metric.gauge(
                    "junretsu_config_reload_success",
                    "1 when the configuration was reread well the last time, or never; 0 when it was wrong")
            .common();
    public static final Metric RELOAD_TIME = Metric.gauge(
                    "junretsu_config_reload_time_seconds", "Unix time at which it was read well the last time")
            .common();

    /** In the order in which they are shown. */
    public static final List<Metric> ALL =
            List.of(ERRORS, VIEWERS, SKIPPED_FRAMES, START_TIME, BUILD_INFO, RELOAD_SUCCESS, RELOAD_TIME);

    private CommonMetrics() {}
}
