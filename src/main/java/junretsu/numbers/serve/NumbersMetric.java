package junretsu.numbers.serve;

import junretsu.text.PrometheusText;

/** Each metric of a numbers server, in its one home. */
public enum NumbersMetric implements PrometheusText.Family {
    NUMBERS("junretsu_numbers_total", "counter", "Numbers received, by result: unique, duplicate"),
    UNIQUE("junretsu_numbers_unique", "gauge", "Unique numbers in the log, those of earlier runs too"),
    REJECTED(
            "junretsu_numbers_rejected_lines_total",
            "counter",
            "Lines that were no number; each closed its connection"),
    UNFINISHED("junretsu_numbers_unfinished_lines_total", "counter", "Connections that ended within a line"),
    BYTES("junretsu_numbers_received_bytes_total", "counter", "Bytes received"),
    LOG_WRITE(
            "junretsu_numbers_log_write_seconds_total",
            "counter",
            "Time in which the log was being written; a second a second when the disk is the limit"),
    CONNECTIONS("junretsu_numbers_connections", "gauge", "Clients at this moment"),
    CLIENTS("junretsu_numbers_clients_total", "counter", "Clients that came, by result: accepted, refused"),
    EVENT_NUMBERS(
            "junretsu_numbers_event_total", "counter", "Numbers of the event over all nodes, by result; with --redis"),
    FLUSHED("junretsu_numbers_flushed_total", "counter", "Numbers of this node that the store holds; with --redis"),
    ERRORS("junretsu_numbers_errors_total", "counter", "Faults of operation; the log tells them"),
    START_TIME("junretsu_numbers_start_time_seconds", "gauge", "Unix time at which this server started"),
    BUILD_INFO("junretsu_numbers_build_info", "gauge", "Always 1; the labels tell version, Java and store");

    private final PrometheusText.Description description;

    NumbersMetric(String name, String type, String help) {
        description = new PrometheusText.Description(name, type, help);
    }

    @Override
    public PrometheusText.Description description() {
        return description;
    }
}
