package junretsu.votes.serve;

import junretsu.service.CommonMetrics;
import junretsu.store.EventTotals;
import junretsu.text.Metric;
import junretsu.text.PrometheusText;
import junretsu.votes.VoteTally;
import junretsu.votes.milestones.Webhook;
import junretsu.votes.rounds.Round;
import junretsu.web.Response;

/** The server's state for Prometheus, over all rounds. May be asked by any thread. */
final class MetricsView {
    private final VotesServer server;

    MetricsView(VotesServer server) {
        this.server = server;
    }

    Response content() {
        VoteTally tally = server.tally();
        PrometheusText text = new PrometheusText("votes");
        votes(text, VotesMetrics.VOTES, tally.buttons());
        text.family(VotesMetrics.PACKETS).sample(tally.packets());
        text.family(VotesMetrics.DATAGRAMS);
        if (server.seesDatagrams()) {
            text.sample(tally.datagrams());
        }
        text.family(VotesMetrics.REJECTED).sample(tally.rejected());
        text.family(VotesMetrics.EMPTY).sample(tally.empty());
        text.family(VotesMetrics.DROPPED).sample(tally.kernelDrops());
        storeMetrics(text, server.round());
        stageMetrics(text);
        text.family(CommonMetrics.ERRORS).sample(server.errors().count());
        text.family(VotesMetrics.THREADS).sample(server.config().threads());
        text.family(VotesMetrics.RECEIVE_BUFFER).sample(server.receiveBufferBytes());
        text.family(CommonMetrics.START_TIME).sample(server.startedMs() / 1e3);
        text.family(CommonMetrics.BUILD_INFO)
                .labelled(
                        1,
                        "version",
                        server.build().version(),
                        "java",
                        System.getProperty("java.version"),
                        "engine",
                        server.engineName(),
                        "skipped_engines",
                        server.build().skippedEngines(),
                        "store",
                        server.store().kind());
        return Response.prometheus(text.toString());
    }

    private void storeMetrics(PrometheusText text, Round round) {
        EventTotals event = server.store().totals(round.name());
        text.family(VotesMetrics.EVENT_VOTES);
        if (event != null) {
            voteSamples(text, event.counts());
        }
        text.family(VotesMetrics.FLUSHED).sample(server.store().flushed());
        server.store().write(text, round.name(), server.tally(round).total());
    }

    private void stageMetrics(PrometheusText text) {
        text.family(VotesMetrics.MILESTONES)
                .sample(server.announcements()
                        .milestones()
                        .known(server.round().name())
                        .size());
        text.family(VotesMetrics.WEBHOOK_MESSAGES);
        Webhook webhook = server.announcements().webhook();
        if (webhook != null) {
            text.labelled(webhook.delivered(), "result", "delivered");
            text.labelled(webhook.failed(), "result", "failed");
        }
        text.family(VotesMetrics.WEBHOOK_PENDING).sample(webhook == null ? 0 : webhook.pending());
        text.family(CommonMetrics.VIEWERS)
                .sample(server.announcements().stream().clients());
        text.family(CommonMetrics.SKIPPED_FRAMES)
                .sample(server.announcements().stream().skipped());
    }

    private static void votes(PrometheusText text, Metric metric, long[] votes) {
        text.family(metric);
        voteSamples(text, votes);
    }

    private static void voteSamples(PrometheusText text, long[] votes) {
        for (int button = 0; button < votes.length; button++) {
            if (votes[button] > 0) {
                text.labelled(votes[button], "button", Integer.toString(button));
            }
        }
    }
}
