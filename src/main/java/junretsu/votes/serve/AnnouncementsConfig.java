package junretsu.votes.serve;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Units;
import junretsu.store.Milestone;
import junretsu.votes.VoteWire;
import junretsu.votes.milestones.MilestoneFlags;

/**
 * What the stage sees and who may direct it.
 *
 * @param labels of buttons, by button
 * @param milestones the lowest first
 * @param webhook told of milestones; null for nobody
 * @param webhookGiveUpNanos how long a message is tried
 * @param adminToken who may begin rounds; null for nobody
 * @param viewersMax readers of the stream at once
 */
public record AnnouncementsConfig(
        Map<Integer, Label> labels,
        List<Milestone> milestones,
        URI webhook,
        long webhookGiveUpNanos,
        byte[] adminToken,
        int viewersMax) {

    /** @param colour as CSS takes it, {@code #rgb}, {@code #rrggbb} or a name; null to let the screen choose */
    public record Label(String text, String colour) {}

    private static final Pattern LABEL =
            Pattern.compile("(\\d{1,3})=(.+?)(?::(#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|[a-z]{3,20}))?");

    static final Flag<Map<Integer, Label>> LABELS = Flag.of(
            "labels",
            "N=TEXT:COLOUR,...",
            null,
            "what the screen calls the buttons, as in 0=Red:#e33,1=White:#eee; the colour may be left out",
            AnnouncementsConfig::parseLabels);
    static final Flag<byte[]> ADMIN_TOKEN = Flag.of(
                    "admin-token",
                    "SECRET",
                    null,
                    "whoever sends this as a bearer token may begin rounds; better given in the environment",
                    AnnouncementsConfig::parseToken)
            .shownAs(token -> "***");
    static final Flag<Integer> VIEWERS = Flag.of(
            "viewers",
            "N",
            "4000",
            "readers of /api/stream at most; further ones get 503",
            text -> Units.integer(text, 1, 16_000));

    static final List<Flag<?>> FLAGS = List.of(LABELS, ADMIN_TOKEN, VIEWERS);

    static AnnouncementsConfig from(Settings settings) {
        Map<Integer, Label> labels = settings.get(LABELS);
        return new AnnouncementsConfig(
                labels == null ? Map.of() : labels,
                MilestoneFlags.milestones(settings),
                MilestoneFlags.webhook(settings),
                MilestoneFlags.webhookGiveUpNanos(settings),
                settings.get(ADMIN_TOKEN),
                settings.get(VIEWERS));
    }

    private static Map<Integer, Label> parseLabels(String text) {
        Map<Integer, Label> labels = new TreeMap<>();
        for (String each : text.split(",")) {
            Matcher label = LABEL.matcher(each.strip());
            int button = label.matches() ? Integer.parseInt(label.group(1)) : VoteWire.BUTTONS;
            if (button >= VoteWire.BUTTONS) {
                throw new IllegalArgumentException(
                        "a button from 0 to 255 and a text for each, as in 0=Red:#e33,1=White:#eee");
            }
            labels.put(button, new Label(label.group(2), label.group(3)));
        }
        return labels;
    }

    private static byte[] parseToken(String text) {
        if (text.length() < 8) {
            throw new IllegalArgumentException("a secret of 8 characters or more");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
