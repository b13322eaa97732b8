package junretsu.numbers.serve;

import junretsu.web.PrometheusText;

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
    CONNECTIONS("junretsu_numbers_connections", "gauge", "Clients at this moment"),
    CLIENTS("junretsu_numbers_clients_total", "counter", "Clients that came, by result: accepted, refused"),
    ERRORS("junretsu_numbers_errors_total", "counter", "Faults of operation; the log tells them"),
    START_TIME("junretsu_numbers_start_time_seconds", "gauge", "Unix time at which this server started"),
    BUILD_INFO("junretsu_numbers_build_info", "gauge", "Always 1; the labels tell version and Java");

    private final String metricName;
    private final String type;
    private final String help;

    NumbersMetric(String metricName, String type, String help) {
        this.metricName = metricName;
        this.type = type;
        this.help = help;
    }

    @Override
    public String metricName() {
        return metricName;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String help() {
        return help;
    }
}
