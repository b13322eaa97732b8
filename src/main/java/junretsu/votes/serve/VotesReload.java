package junretsu.votes.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import junretsu.config.Settings;
import junretsu.config.UsageException;

/**
 * Takes settings while votes come: labels and milestones, where they say something else than before; the webhook's URL,
 * the readers of the stream and the admin token. All others stay until the next start, which is told.
 */
final class VotesReload implements Consumer<Settings> {
    private final VotesState state;

    VotesReload(VotesState state) {
        this.state = state;
    }

    /** @throws UsageException when a value is not accepted, and then nothing has changed */
    @Override
    public void accept(Settings settings) {
        VotesConfig next = VotesConfig.from(settings);
        AnnouncementsConfig announcements = next.announcements();
        requireButtons(announcements);
        if (!state.files().desk().takeFlags(announcements.stage(), "the configuration")) {
            throw new UsageException("its labels and milestones could not be taken; the log says why");
        }
        List<String> later = needingRestart(state.config(), next);
        if (!state.announcements().reload(announcements)) {
            later.add("--webhook");
        }
        state.access().token(announcements.adminToken());
        if (!later.isEmpty()) {
            state.surroundings()
                    .errors()
                    .announce("these settings count from the next start on: " + String.join(", ", later));
        }
    }

    private void requireButtons(AnnouncementsConfig announcements) {
        int buttons = state.config().buttons();
        for (int button : announcements.labels().keySet()) {
            if (button >= buttons) {
                throw new UsageException("--labels: there is no button " + button + " before the next start");
            }
        }
    }

    private static List<String> needingRestart(VotesConfig now, VotesConfig next) {
        List<String> names = new ArrayList<>();
        add(names, "--udp", now.udp(), next.udp());
        add(names, "--threads", now.threads(), next.threads());
        add(names, "--buttons", now.buttons(), next.buttons());
        add(names, "--rcvbuf", now.receiveBufferBytes(), next.receiveBufferBytes());
        add(names, "those of HTTP, the event, the data and the flusher", now.server(), next.server());
        add(names, "those of the crowd", now.crowd(), next.crowd());
        return names;
    }

    private static void add(List<String> names, String name, Object now, Object next) {
        if (!now.equals(next)) {
            names.add(name);
        }
    }
}
