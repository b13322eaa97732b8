package junretsu.numbers.serve;

import java.util.List;
import junretsu.text.Metric;

/** The metrics of a numbers server that no other service has. */
public final class NumbersMetrics {
    static final Metric NUMBERS =
            Metric.counter("junretsu_numbers_total", "Numbers received, by result: unique, duplicate");
    static final Metric UNIQUE =
            Metric.gauge("junretsu_numbers_unique", "Unique numbers in the log, those of earlier runs too");
    static final Metric REJECTED =
            Metric.counter("junretsu_numbers_rejected_total", "Lines that were no number; each closed its connection");
    static final Metric UNFINISHED =
            Metric.counter("junretsu_numbers_unfinished_total", "Connections that ended within a line");
    static final Metric BYTES = Metric.counter("junretsu_numbers_received_bytes_total", "Bytes received");
    static final Metric LOG_WRITE = Metric.counter(
            "junretsu_numbers_log_write_seconds_total",
            "Time in which the log was being written; a second a second when the disk is the limit");
    static final Metric CONNECTIONS = Metric.gauge("junretsu_numbers_connections", "Clients at this moment");
    static final Metric CLIENTS =
            Metric.counter("junretsu_numbers_clients_total", "Clients that came, by result: accepted, refused");
    static final Metric EVENT_NUMBERS = Metric.counter(
            "junretsu_numbers_event_total", "Numbers of the event over all nodes, by result; with --redis");
    static final Metric FLUSHED =
            Metric.counter("junretsu_numbers_flushed_total", "Numbers of this node that the store holds; with --redis");

    /** In the order in which they are shown. */
    public static final List<Metric> ALL = List.of(
            NUMBERS, UNIQUE, REJECTED, UNFINISHED, BYTES, LOG_WRITE, CONNECTIONS, CLIENTS, EVENT_NUMBERS, FLUSHED);

    private NumbersMetrics() {}
}
