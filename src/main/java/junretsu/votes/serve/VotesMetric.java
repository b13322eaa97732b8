package junretsu.votes.serve;

import junretsu.text.PrometheusText;

/** What {@code /metrics} shows; the home of each name, unit and sentence. The README's table is checked against this. */
public enum VotesMetric implements PrometheusText.Family {
    VOTES("junretsu_votes_total", "counter", "Votes counted by this node, by button"),
    PACKETS("junretsu_packets_total", "counter", "Packets taken from the kernel, which may join datagrams (GRO)"),
    DATAGRAMS("junretsu_datagrams_total", "counter", "Datagrams in them; no sample where the engine cannot see it"),
    REJECTED("junretsu_rejected_votes_total", "counter", "Votes for a button that the event does not have"),
    EMPTY("junretsu_empty_datagrams_total", "counter", "Datagrams of 0 bytes"),
    DROPPED("junretsu_kernel_dropped_packets_total", "counter", "Packets the kernel threw away as a receiver was late"),
    EVENT_VOTES("junretsu_event_votes_total", "counter", "Votes of the event over all nodes, by button, when shared"),
    FLUSHED("junretsu_flushed_votes_total", "counter", "Votes of this node that the store holds"),
    MILESTONES("junretsu_milestones_reached", "gauge", "Milestones that the event's round has passed"),
    WEBHOOK_MESSAGES("junretsu_webhook_messages_total", "counter", "Messages about milestones, by result"),
    WEBHOOK_PENDING("junretsu_webhook_pending_messages", "gauge", "Messages about milestones yet to be delivered"),
    VIEWERS("junretsu_viewers", "gauge", "Readers of the stream"),
    SKIPPED_FRAMES(
            "junretsu_skipped_frames_total",
            "counter",
            "Frames that a reader did not get, still reading an earlier one"),
    ERRORS("junretsu_errors_total", "counter", "Faults of operation other than the store's; the log tells them"),
    THREADS("junretsu_receiver_threads", "gauge", "Receiver threads, each with a socket"),
    RECEIVE_BUFFER("junretsu_receive_buffer_bytes", "gauge", "SO_RCVBUF of each socket as granted"),
    START_TIME("junretsu_start_time_seconds", "gauge", "Unix time at which this server started"),
    BUILD_INFO(
            "junretsu_build_info",
            "gauge",
            "Always 1; the labels tell version, Java, engine (and why not another), store");

    private final PrometheusText.Description description;

    VotesMetric(String name, String type, String help) {
        description = new PrometheusText.Description(name, type, help);
    }

    @Override
    public PrometheusText.Description description() {
        return description;
    }
}
