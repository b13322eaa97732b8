package junretsu.votes.serve;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.service.AdminToken;
import junretsu.service.milestones.MilestonesConfig;
import junretsu.votes.VoteWire;
import junretsu.votes.stage.Label;
import junretsu.votes.stage.StageChange;
import junretsu.web.HttpConfig;

/**
 * The settings of the screens, the milestones and the rounds.
 *
 * @param labels of buttons, by button
 * @param milestones those of the event, and who gets a message for each
 * @param adminToken with which the event may be steered
 * @param viewersMax readers of the stream at once
 * @param phones the address of the crowd's page
 */
public record AnnouncementsConfig(
        Map<Integer, Label> labels,
        MilestonesConfig milestones,
        AdminToken adminToken,
        int viewersMax,
        PhoneAddress phones) {

    private static final Pattern LABEL =
            Pattern.compile("(\\d{1,3})=(.+?)(?::(" + Label.COLOURS + "))?", Pattern.DOTALL);
    private static final Pattern NO_COLOUR = Pattern.compile(".*:#[^:]*", Pattern.DOTALL);

    static final Flag<Map<Integer, Label>> LABELS = Flag.of(
            "labels",
            "N=TEXT:COLOUR,...",
            null,
            "what the screen calls the buttons, as in 0=Red:#e33,1=White:#eee; the colour may be left out",
            AnnouncementsConfig::parseLabels);
    static final Flag<byte[]> ADMIN_TOKEN = AdminToken.flag("steer the event, as the desk does");
    static final Flag<Integer> VIEWERS = Flag.of(
            "viewers",
            "N",
            "4000",
            "readers of /api/stream at most, half of them from one address; further ones get 503",
            text -> Units.integer(text, 1, 16_000));

    static final List<Flag<?>> FLAGS = List.of(LABELS, ADMIN_TOKEN, VIEWERS, PhoneAddress.PUBLIC_URL);

    /**
     * @param buttons that the event has
     * @param http where the server listens; null for nowhere
     * @throws UsageException when a value is not accepted, or a label is for a button that the event does not have
     */
    static AnnouncementsConfig from(Settings settings, int buttons, HttpConfig http) {
        Map<Integer, Label> labels = settings.isSet(LABELS) ? settings.get(LABELS) : Map.of();
        for (int button : labels.keySet()) {
            if (button >= buttons) {
                throw new UsageException("--labels: there is no button " + button + " with --buttons " + buttons
                        + "; label those from 0 to " + (buttons - 1));
            }
        }
        return new AnnouncementsConfig(
                labels,
                MilestonesConfig.from(settings),
                new AdminToken(settings.get(ADMIN_TOKEN)),
                settings.get(VIEWERS),
                PhoneAddress.from(settings, http));
    }

    /** The part of these settings that a stage shows. */
    StageChange stage() {
        return StageChange.flags(labels, milestones.plan());
    }

    private static Map<Integer, Label> parseLabels(String text) {
        Map<Integer, Label> labels = new TreeMap<>();
        for (String each : text.split(",", -1)) {
            Matcher parts = LABEL.matcher(each.strip());
            int button = parts.matches() ? Integer.parseInt(parts.group(1)) : VoteWire.BUTTONS;
            if (button >= VoteWire.BUTTONS) {
                throw new IllegalArgumentException("a button from 0 to 255 and a text without a comma for each, as in"
                        + " 0=Red:#e33,1=White:#eee");
            }
            Label label = new Label(labelText(parts.group(2)), parts.group(3));
            if (label.colour() == null && NO_COLOUR.matcher(label.text()).matches()) {
                throw new IllegalArgumentException(
                        "a colour of three or six hexadecimal digits or by name, as in 0=Red:#e33,1=Blue:navy");
            }
            if (labels.put(button, label) != null) {
                throw new IllegalArgumentException("each button one label; " + button + " has two");
            }
        }
        return labels;
    }

    private static String labelText(String given) {
        String text = Label.text(given);
        if (text == null) {
            throw new IllegalArgumentException(
                    "a text of 1 to " + Label.TEXT_MAX + " characters, without tabs and line breaks, for each button");
        }
        return text;
    }
}
