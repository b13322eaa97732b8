package junretsu.votes.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import junretsu.config.Settings;
import junretsu.config.UsageException;
import junretsu.service.ViewServer;
import junretsu.votes.crowd.CrowdConfig;

/**
 * Takes settings while votes come: labels and milestones, where they say something else than before, and all others of
 * {@link #REREAD}. What else has changed stays as it is until the next start, which is told by name.
 */
final class VotesReload implements BiConsumer<Settings, Settings> {
    /** The names of the flags that are taken, as {@code docs/VOTES.md} lists them. */
    static final Set<String> REREAD = Set.of(
            "labels",
            "milestone",
            "webhook",
            "webhook-give-up",
            "viewers",
            "admin-token",
            "public-url",
            "http-host",
            "crowd",
            "crowd-rate",
            "crowd-share",
            "users");

    private final VotesState state;
    private final ViewServer web;

    VotesReload(VotesState state, ViewServer web) {
        this.state = state;
        this.web = web;
    }

    /**
     * @param started the settings at the start
     * @throws UsageException when a value is not accepted, and then nothing has changed
     */
    @Override
    public void accept(Settings started, Settings settings) {
        VotesConfig next = VotesConfig.from(settings);
        AnnouncementsConfig announcements = next.announcements();
        requireButtons(announcements);
        if (!state.files().desk().takeFlags(announcements.stage(), "the configuration")) {
            throw new UsageException("its labels and milestones could not be taken; the log says why");
        }
        List<String> later = new ArrayList<>(settings.changedSince(started));
        later.removeAll(REREAD);
        state.announcements().reload(announcements);
        state.access().token(announcements.adminToken());
        later.addAll(crowd(next));
        if (!later.isEmpty()) {
            state.surroundings()
                    .errors()
                    .announce("these settings count from the next start on: --" + String.join(", --", later));
        }
    }

    /** Returns the names of the flags that count later. */
    private List<String> crowd(VotesConfig next) {
        List<String> later = state.crowd().reload(next.crowd());
        CrowdConfig atStart = state.config().crowd();
        web.reload(next.server().http(), state.crowd().config().connections() - atStart.connections());
        return later;
    }

    private void requireButtons(AnnouncementsConfig announcements) {
        int buttons = state.config().buttons();
        for (int button : announcements.labels().keySet()) {
            if (button >= buttons) {
                throw new UsageException("--labels: there is no button " + button + " before the next start");
            }
        }
    }
}
