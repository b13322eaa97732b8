package junretsu.votes.serve;

import java.io.IOException;
import junretsu.net.CountingGroup;
import junretsu.net.hook.Webhook;
import junretsu.store.EventTotals;
import junretsu.text.PrometheusText;
import junretsu.votes.VoteTally;
import junretsu.votes.rounds.Look;
import junretsu.votes.rounds.Round;
import junretsu.votes.stage.Result;

/** The server's state for Prometheus, over all rounds. Any thread may call. */
final class MetricsView {
    private final VotesState state;

    MetricsView(VotesState state) {
        this.state = state;
    }

    /** Writes the families that only votes have, and the store's. */
    void write(PrometheusText text) {
        Look look = state.look();
        VoteTally tally = look.all();
        text.family(VotesMetrics.VOTES);
        voteSamples(text, tally.buttons());
        text.family(VotesMetrics.BY_SOURCE);
        text.labelled(state.udpVotes(), "source", "udp");
        text.labelled(state.crowdVotes(), "source", "crowd");
        text.family(VotesMetrics.LATE).sample(look.late());
        text.family(VotesMetrics.STAGE_VERSION).sample(state.stage().version());
        text.family(VotesMetrics.VOTING_OPEN).sample(look.isOpen() ? 1 : 0);
        text.family(VotesMetrics.PACKETS).sample(tally.packets());
        text.family(VotesMetrics.DATAGRAMS);
        if (state.group().seesDatagrams()) {
            text.sample(tally.datagrams());
        }
        text.family(VotesMetrics.REJECTED).sample(tally.rejected());
        text.family(VotesMetrics.LIMITED).sample(tally.limited());
        text.family(VotesMetrics.EMPTY).sample(tally.empty());
        drops(text, tally);
        crowd(text, tally);
        storeMetrics(text, look);
        announcementMetrics(text);
        text.family(VotesMetrics.THREADS).sample(state.config().threads());
        text.family(VotesMetrics.RECEIVE_BUFFER).sample(state.group().receiveBufferBytes());
    }

    private void drops(PrometheusText text, VoteTally tally) {
        text.family(VotesMetrics.DROPPED).sample(tally.kernelDrops());
        text.family(VotesMetrics.DROPPED_AT);
        text.labelled(tally.socketDrops(), "place", "socket");
        text.labelled(tally.missed(), "place", "interface");
        text.labelled(tally.backlogDrops(), "place", "backlog");
        text.family(VotesMetrics.INTERFACE_DROPPED);
        if (state.group() instanceof CountingGroup kernel) {
            try {
                kernel.pathDrops().dropped().forEach((name, drops) -> text.labelled(drops, "interface", name));
            } catch (IOException e) {
                // The sampler has the same fault, and reports it.
            }
            text.family(VotesMetrics.KERNEL_REMARKS)
                    .sample(kernel.counting().remarks().size());
        } else {
            text.family(VotesMetrics.KERNEL_REMARKS);
        }
    }

    private void crowd(PrometheusText text, VoteTally tally) {
        text.family(VotesMetrics.CROWD_CONNECTIONS).sample(state.crowd().connections());
        text.family(VotesMetrics.CROWD_PLACES).sample(state.crowd().config().connections());
        text.family(VotesMetrics.CROWD_MESSAGES).sample(tally.crowdMessages());
        text.family(VotesMetrics.CROWD_LIMITED).sample(tally.crowdLimited());
        text.family(VotesMetrics.CROWD_REFUSED);
        state.crowd().refused((reason, count) -> text.labelled(count, "reason", reason));
    }

    private void storeMetrics(PrometheusText text, Look look) {
        Round round = look.round();
        EventTotals event = state.store().totals(round.name());
        text.family(VotesMetrics.EVENT_VOTES);
        if (event != null) {
            voteSamples(text, event.counts());
        }
        text.family(VotesMetrics.FLUSHED).sample(state.store().flushed());
        state.store().write(text, round.name(), look.ofRound().total());
    }

    private void announcementMetrics(PrometheusText text) {
        text.family(VotesMetrics.MILESTONES)
                .sample(state.announcements()
                        .milestones()
                        .known(state.round().name())
                        .size());
        text.family(VotesMetrics.WEBHOOK_MESSAGES);
        Webhook webhook = state.announcements().webhook();
        text.labelled(webhook == null ? 0 : webhook.delivered(), "result", "delivered");
        text.labelled(webhook == null ? 0 : webhook.failed(), "result", "failed");
        text.family(VotesMetrics.WEBHOOK_PENDING).sample(webhook == null ? 0 : webhook.pending());
    }

    /**
     * Nothing while the result is hidden: everybody may read the metrics. Where an event has fewer than all buttons,
     * each is there from zero on, so that a rate sees its first votes.
     */
    private void voteSamples(PrometheusText text, long[] votes) {
        boolean isShown = state.stage().result() != Result.HIDDEN;
        int fromZero = state.config().buttons() < votes.length ? state.config().buttons() : 0;
        for (int button = 0; button < votes.length; button++) {
            if (isShown && (votes[button] > 0 || button < fromZero)) {
                text.labelled(votes[button], "button", Integer.toString(button));
            }
        }
    }
}
