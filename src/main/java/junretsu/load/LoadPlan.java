package junretsu.load;

import java.util.ArrayList;
import java.util.List;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Units;
import junretsu.config.UsageException;

/** The stages of a load, one after another: a single one, or those of a ramp. */
public final class LoadPlan {
    /** Both rates, for services whose load may climb. */
    public static final Flag<long[]> RAMP = Flag.of(
            "ramp",
            "RATE..RATE",
            null,
            "climb from one rate to the other in 2 to 20 stages over the duration, and report where loss begins",
            LoadPlan::parseRamp);

    private static final long RAMP_STAGE_NANOS = 1_000_000_000L;
    private static final int RAMP_STAGES_MIN = 2;
    private static final int RAMP_STAGES_MAX = 20;

    private LoadPlan() {}

    /** @throws UsageException when a ramp is set beside a rate or a count */
    public static List<LoadStage> from(Settings settings, BlastConfig common) {
        BlastConfig.refuseBoth(settings, RAMP, BlastConfig.RATE);
        BlastConfig.refuseBoth(settings, RAMP, BlastConfig.COUNT);
        if (!settings.isSet(RAMP)) {
            return List.of(common.stage());
        }
        long[] ends = settings.get(RAMP);
        return ramp(ends[0], ends[1], common.durationNanos());
    }

    /** Climbs in equal stages of about a second, both ends included. */
    private static List<LoadStage> ramp(long from, long to, long durationNanos) {
        long seconds = durationNanos / RAMP_STAGE_NANOS;
        int stages = (int) Math.max(RAMP_STAGES_MIN, Math.min(RAMP_STAGES_MAX, seconds));
        List<LoadStage> ramp = new ArrayList<>();
        for (int i = 0; i < stages; i++) {
            long rate = from + Math.round((double) (to - from) * i / (stages - 1));
            ramp.add(LoadStage.lasting(new Rate(rate), durationNanos / stages));
        }
        return List.copyOf(ramp);
    }

    private static long[] parseRamp(String text) {
        String accepted = "two rates such as 10k..500k or 10k/s..500k/s, the first the lower one";
        int dots = text.indexOf("..");
        if (dots < 0) {
            throw new IllegalArgumentException(accepted);
        }
        try {
            long[] ends = {Units.perSecond(text.substring(0, dots)), Units.perSecond(text.substring(dots + 2))};
            if (ends[0] < ends[1]) {
                return ends;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(accepted, e);
        }
        throw new IllegalArgumentException(accepted);
    }
}
