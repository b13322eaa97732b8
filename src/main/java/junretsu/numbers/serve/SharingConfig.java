package junretsu.numbers.serve;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.UsageException;
import junretsu.store.EventName;
import junretsu.store.FlushSchedule;

/**
 * How counts are shared in a store, where there is one.
 *
 * @param event name of what is counted
 * @param data directory of the counter file
 * @param flushIntervalNanos between two flushes
 * @param drainNanos how long the last flush may take
 */
public record SharingConfig(String event, Path data, long flushIntervalNanos, long drainNanos) {
    static final Flag<String> EVENT = Flag.of(
            "event",
            "NAME",
            "numbers",
            "with --redis: name of what is counted, part of the keys in Redis",
            EventName::parse);
    static final Flag<Path> DATA = Flag.of(
            "data",
            "DIR",
            "./junretsu-numbers",
            "with --redis: directory of the counter file, which outlives a crash",
            Path::of);

    static final List<Flag<?>> FLAGS = List.of(EVENT, DATA, FlushSchedule.INTERVAL, FlushSchedule.DRAIN);

    /** @throws UsageException when a flag is set that has no effect without a store */
    public static void requireNone(Settings settings) {
        Stream.of(EVENT, DATA, FlushSchedule.INTERVAL)
                .filter(settings::isSet)
                .findFirst()
                .ifPresent(flag -> {
                    throw new UsageException(
                            "--" + flag.name() + " is about counts shared in Redis; give --redis URL too");
                });
    }

    static SharingConfig from(Settings settings) {
        return new SharingConfig(
                settings.get(EVENT),
                settings.get(DATA),
                settings.get(FlushSchedule.INTERVAL),
                settings.get(FlushSchedule.DRAIN));
    }
}
