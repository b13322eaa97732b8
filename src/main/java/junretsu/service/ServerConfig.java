package junretsu.service;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.store.EventName;
import junretsu.store.FlushSchedule;
import junretsu.web.HttpConfig;

/**
 * The settings that every server has.
 *
 * @param http null when nothing is shown over HTTP
 * @param event name of what is counted
 * @param data directory of the files that outlive a crash
 * @param flushIntervalNanos between two flushes
 * @param drainNanos for each step of the end: the last batches, the last flush
 */
public record ServerConfig(HttpConfig http, String event, Path data, long flushIntervalNanos, long drainNanos) {

    /**
     * The flags of these settings, with the defaults of one service.
     *
     * @param event name of what is counted
     * @param data directory of the files that outlive a crash
     * @param http where it is asked over HTTP
     */
    public record Flags(Flag<String> event, Flag<Path> data, Flag<HostPort> http) {

        /** The flags with these defaults. */
        public static Flags of(String event, String data) {
            return of(event, data, HttpConfig.HTTP);
        }

        /** The flags of a service that has an address of its own by default. */
        public static Flags of(String event, String data, Flag<HostPort> http) {
            return new Flags(
                    Flag.of(
                            "event",
                            "NAME",
                            event,
                            "name of what is counted; part of the keys in Redis",
                            EventName::parse),
                    Flag.of("data", "DIR", data, "directory of the files that outlive a crash", Path::of),
                    http);
        }

        /** All of them, in the order of the help text. */
        public List<Flag<?>> all() {
            return Stream.of(HttpConfig.flags(http), shared(), List.<Flag<?>>of(FlushSchedule.DRAIN))
                    .<Flag<?>>flatMap(List::stream)
                    .toList();
        }

        /** Those that have no effect in a server without a store. */
        public List<Flag<?>> shared() {
            return List.of(event, data, FlushSchedule.INTERVAL);
        }

        /** @throws junretsu.config.UsageException when a value is not accepted */
        public ServerConfig from(Settings settings) {
            return new ServerConfig(
                    HttpConfig.from(settings, http),
                    settings.get(event),
                    settings.get(data),
                    settings.get(FlushSchedule.INTERVAL),
                    settings.get(FlushSchedule.DRAIN));
        }
    }
}
