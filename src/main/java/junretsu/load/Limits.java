package junretsu.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Share;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.text.LogHistogram;

/**
 * The limits of a load, which ends with exit code 3 when one is passed. A p99 is known to a sixteenth, so its limit is
 * passed when it is longer for certain. Immutable.
 *
 * @param lossMax share that may be lost; null for no limit
 * @param slipNanosMax of the p99 of the lag behind the schedule; {@link Long#MAX_VALUE} for no limit
 * @param p99NanosMax of latencies; {@link Long#MAX_VALUE} for no limit
 */
public record Limits(Share lossMax, long slipNanosMax, long p99NanosMax) {
    public static final Limits NONE = new Limits(null, Long.MAX_VALUE, Long.MAX_VALUE);

    public static final Flag<Share> MAX_LOSS =
            Flag.of("max-loss", "SHARE", null, "exit 3 when more than this share is lost, such as 0.1%", Share::parse);
    public static final Flag<Long> MAX_SLIP = Flag.of(
            "max-slip",
            "TIME",
            null,
            "exit 3 when the p99 of the lag behind this load's own schedule is longer, such as 5ms: then the generator"
                    + " was too slow for what it was asked",
            Units::nanos);
    public static final Flag<Long> MAX_P99 = Flag.of(
            "max-p99", "TIME", null, "exit 3 when the p99 of the latency is longer, such as 100ms", Units::nanos);

    /**
     * Reads the flags that a verb has.
     *
     * @param isPaced whether the load has a schedule
     * @throws UsageException when a value is not accepted, or a limit on what is not measured
     */
    public static Limits from(Settings settings, boolean isPaced) {
        if (settings.isSet(MAX_SLIP) && !isPaced) {
            throw new UsageException("--max-slip: without --rate there is no schedule to lag behind; give --rate too");
        }
        Long slip = settings.get(MAX_SLIP);
        Long p99 = settings.get(MAX_P99);
        return new Limits(
                settings.get(MAX_LOSS), slip == null ? Long.MAX_VALUE : slip, p99 == null ? Long.MAX_VALUE : p99);
    }

    /** Returns whether a share is more than may be lost. */
    public boolean isPassedBy(double loss) {
        return lossMax != null && loss > lossMax.value();
    }

    /** Begins to compare a load with these limits. */
    public Check check() {
        return new Check();
    }

    /** The limits that are passed, while a report is compared with them. Not thread-safe. */
    public final class Check {
        private final List<String> passed = new ArrayList<>();

        private Check() {}

        /**
         * Compares what was lost.
         *
         * @param what happened to it, as in {@code of the votes was lost}
         * @param more said behind, or empty
         */
        public Check loss(double loss, String what, String more) {
            if (isPassedBy(loss)) {
                add("%.4f%% %s, more than --max-loss %.4f%%%s", 100 * loss, what, 100 * lossMax.value(), more);
            }
            return this;
        }

        /** Compares the p99 of the lag behind the schedule. */
        public Check slip(ScheduleLag lag) {
            return p99(lag.histogram(), "the slip", slipNanosMax, "--max-slip");
        }

        /**
         * Compares the p99 of a latency.
         *
         * @param what it is the latency of
         */
        public Check latency(LogHistogram latency, String what) {
            return p99(latency, what, p99NanosMax, "--max-p99");
        }

        private Check p99(LogHistogram times, String what, long nanosMax, String flag) {
            if (times.percentileMicrosAtLeast(0.99) > nanosMax / 1_000) {
                double millis = times.percentileMicros(0.99) / 1e3;
                add("the p99 of %s is %.3f ms, longer than %s %.3f ms", what, millis, flag, nanosMax / 1e6);
            }
            return this;
        }

        /** Adds a sentence of the verb's own. */
        public Check add(String format, Object... values) {
            passed.add(String.format(Locale.ROOT, format, values));
            return this;
        }

        /** The sentences as one; null when no limit is passed. */
        public String sentence() {
            return passed.isEmpty() ? null : String.join("; ", passed);
        }
    }
}
