package junretsu.service.milestones;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import junretsu.config.Flag;
import junretsu.config.HttpUrl;
import junretsu.config.Settings;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.store.Milestone;

/**
 * The settings about milestones, with their flags.
 *
 * @param plan the milestones, the lowest first
 * @param webhook where messages about them are posted to; null for none
 * @param webhookGiveUpNanos age from which a message is no longer tried
 */
public record MilestonesConfig(List<Milestone> plan, URI webhook, long webhookGiveUpNanos) {
    /** The names of the effects that screens can play. */
    public static final List<String> EFFECTS = List.of("confetti", "fireworks", "flash", "gold", "shake");

    /** Milestones of an event at most. */
    public static final int PLAN_MAX = 100;

    static final Flag<Milestone> MILESTONE = Flag.repeatable(
            "milestone",
            "TOTAL=EFFECT",
            "play an effect on every screen when the event's total passes this;"
                    + " confetti, fireworks, flash, gold or shake",
            MilestonesConfig::parse);
    static final Flag<URI> WEBHOOK = Flag.of(
                    "webhook", "URL", null, "where to POST a JSON message when a milestone is passed", HttpUrl::parse)
            .shownAs(HttpUrl::withoutPath);
    static final Flag<Long> WEBHOOK_GIVE_UP = Flag.of(
            "webhook-give-up",
            "TIME",
            "1h",
            "age from which a message that the webhook did not take is not tried again",
            Units::nanos);

    /** In the order of the help text. */
    public static final List<Flag<?>> FLAGS = List.of(MILESTONE, WEBHOOK, WEBHOOK_GIVE_UP);

    /** @throws UsageException when a value is not accepted, or two are for one total */
    public static MilestonesConfig from(Settings settings) {
        List<Milestone> plan = settings.all(MILESTONE).stream()
                .sorted(Comparator.comparingLong(Milestone::at))
                .toList();
        for (int i = 1; i < plan.size(); i++) {
            if (plan.get(i).at() == plan.get(i - 1).at()) {
                throw new UsageException("--milestone: " + plan.get(i).at() + " is given twice; give each total once");
            }
        }
        if (plan.size() > PLAN_MAX) {
            throw new UsageException("--milestone: " + plan.size() + " are given; give " + PLAN_MAX + " at most");
        }
        return new MilestonesConfig(plan, settings.get(WEBHOOK), settings.get(WEBHOOK_GIVE_UP));
    }

    /** The same settings with another plan, the lowest first. */
    public MilestonesConfig of(List<Milestone> other) {
        return new MilestonesConfig(other, webhook, webhookGiveUpNanos);
    }

    private static Milestone parse(String text) {
        int equals = text.indexOf('=');
        String effect = text.substring(equals + 1);
        if (equals > 0 && EFFECTS.contains(effect)) {
            long at = Units.count(text.substring(0, equals));
            if (at > 0) {
                return new Milestone(at, effect);
            }
        }
        throw new IllegalArgumentException(
                "a total and one of the effects " + String.join(", ", EFFECTS) + ", as in 1m=confetti");
    }
}
