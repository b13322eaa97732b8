package junretsu.votes.serve;

import java.util.List;
import junretsu.text.Metric;

/** The metrics of a votes server that no other service has. */
public final class VotesMetrics {
    static final Metric VOTES = Metric.counter(
            "junretsu_votes_total", "Votes counted by this node, by button; no sample while the result is hidden");
    static final Metric BY_SOURCE =
            Metric.counter("junretsu_votes_source_total", "The same votes by where they came from, udp or crowd");
    static final Metric KERNEL_REMARKS = Metric.gauge(
            "junretsu_votes_kernel_remarks",
            "Remarks of --engine bpf or xdp since the start, such as on generic mode; the log has them");
    static final Metric CROWD_CONNECTIONS =
            Metric.gauge("junretsu_votes_crowd_connections", "Open WebSocket connections of browsers that vote");
    static final Metric CROWD_PLACES = Metric.gauge(
            "junretsu_votes_crowd_places", "Connections of browsers that may be open, --crowd; 0 while that is off");
    static final Metric CROWD_MESSAGES =
            Metric.counter("junretsu_votes_crowd_messages_total", "Messages of browsers that were taken, each once");
    static final Metric CROWD_LIMITED = Metric.counter(
            "junretsu_votes_crowd_limited_total", "Votes of browsers over --crowd-rate, which are not counted");
    static final Metric CROWD_REFUSED = Metric.counter(
            "junretsu_votes_crowd_refused_total",
            "Connections and messages of browsers that were refused or ended, by reason");
    static final Metric LATE = Metric.counter(
            "junretsu_votes_late_total", "Votes among them that came while voting was closed, in no round");
    static final Metric STAGE_VERSION =
            Metric.gauge("junretsu_votes_stage_version", "Version of the stage, which grows with every change");
    static final Metric VOTING_OPEN = Metric.gauge("junretsu_votes_voting_open", "1 while voting is open, else 0");
    static final Metric PACKETS = Metric.counter(
            "junretsu_votes_packets_total", "Packets taken from the kernel, which may join datagrams (GRO)");
    static final Metric DATAGRAMS = Metric.counter(
            "junretsu_votes_datagrams_total", "Datagrams in them; no sample where the engine cannot see it");
    static final Metric REJECTED =
            Metric.counter("junretsu_votes_rejected_total", "Votes for a button that the event does not have");
    static final Metric LIMITED = Metric.counter(
            "junretsu_votes_limited_total", "Votes of sources over --limit-source, which are not counted");
    static final Metric EMPTY = Metric.counter("junretsu_votes_empty_datagrams_total", "Datagrams of 0 bytes");
    static final Metric DROPPED = Metric.counter(
            "junretsu_votes_dropped_packets_total",
            "Packets thrown away before they were counted; the sum of the next");
    static final Metric DROPPED_AT = Metric.counter(
            "junretsu_votes_dropped_at_packets_total",
            "The same by place: socket, as a receiver was late; with --engine xdp also interface (rx_missed_errors)"
                    + " and backlog (softnet_stat, as far as rx_dropped grew, too)");
    static final Metric INTERFACE_DROPPED = Metric.counter(
            "junretsu_votes_interface_dropped_packets_total",
            "rx_dropped of each --interface since the start, in none of the above: it holds frames of protocols that"
                    + " nobody takes, and with some drivers what XDP counted");
    static final Metric EVENT_VOTES = Metric.counter(
            "junretsu_votes_event_total",
            "Votes of the event over all nodes, by button, when shared; no sample while the result is hidden");
    static final Metric FLUSHED =
            Metric.counter("junretsu_votes_flushed_total", "Votes of this node that the store holds");
    static final Metric MILESTONES =
            Metric.gauge("junretsu_votes_milestones_passed", "Milestones that the event's round has passed");
    static final Metric WEBHOOK_MESSAGES =
            Metric.counter("junretsu_votes_webhook_messages_total", "Messages about milestones, by result");
    static final Metric WEBHOOK_PENDING =
            Metric.gauge("junretsu_votes_webhook_pending_messages", "Messages about milestones yet to be delivered");
    static final Metric THREADS =
            Metric.gauge("junretsu_votes_receiver_threads", "Receiver threads, each with a socket");
    static final Metric RECEIVE_BUFFER =
            Metric.gauge("junretsu_votes_receive_buffer_bytes", "SO_RCVBUF of each socket as granted");

    /** In the order in which they are shown. */
    public static final List<Metric> ALL = List.of(
            VOTES,
            BY_SOURCE,
            LATE,
            STAGE_VERSION,
            VOTING_OPEN,
            PACKETS,
            DATAGRAMS,
            REJECTED,
            LIMITED,
            EMPTY,
            DROPPED,
            DROPPED_AT,
            INTERFACE_DROPPED,
            KERNEL_REMARKS,
            CROWD_CONNECTIONS,
            CROWD_PLACES,
            CROWD_MESSAGES,
            CROWD_LIMITED,
            CROWD_REFUSED,
            EVENT_VOTES,
            FLUSHED,
            MILESTONES,
            WEBHOOK_MESSAGES,
            WEBHOOK_PENDING,
            THREADS,
            RECEIVE_BUFFER);

    private VotesMetrics() {}
}
