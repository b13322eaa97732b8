package junretsu.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.Settings.Setting;

/**
 * The settings with which {@code --check} starts a server: those of the user, but for whatever would touch data, take
 * a packet or join an event. Files lie in a temporary folder and ports are those that the system gives, at the same
 * addresses; Redis, the database, the webhook and an engine in the kernel are left out. Redis and the database are
 * tried apart.
 */
final class ServeCheckSettings {
    private static final String SOURCE = "--check";

    /** Addresses at which a server takes something. */
    static final Set<String> ADDRESSES = Set.of("udp", "http", "listen");

    private static final Set<String> OF_REDIS =
            Set.of("redis", "redis-password-file", "redis-timeout", "redis-ca", "shards", "acks", "lease");
    private static final Set<String> OF_DATABASE =
            Set.of("database", "database-user", "database-password-file", "database-connections", "database-timeout");
    private static final Set<String> OF_THE_KERNEL = Set.of("engine", "interface", "bpffs", "limit-source", "handover");
    /** A copy of the data may name messages that are not delivered yet, which a webhook would send. */
    private static final Set<String> OF_THE_WEBHOOK = Set.of("webhook", "webhook-give-up");

    private static final Set<String> KERNEL_ENGINES = Set.of("bpf", "xdp");

    private final ServeCommand command;
    private final Settings settings;
    private final Map<String, Setting> all = new LinkedHashMap<>();

    private ServeCheckSettings(ServeCommand command, Settings settings) {
        this.command = command;
        this.settings = settings;
    }

    /**
     * Returns the settings to start with.
     *
     * @param folder takes the files of the server
     * @throws junretsu.config.UsageException when a value is not accepted
     */
    static Settings of(ServeCommand command, Settings settings, Path folder) {
        return new ServeCheckSettings(command, settings).sparing(folder);
    }

    /** Returns true for an engine that counts in the kernel, which is not tried. */
    static boolean countsInTheKernel(ServeCommand command, Settings settings) {
        Flag<?> engine = command.flag("engine");
        return engine != null && KERNEL_ENGINES.contains(String.valueOf(settings.get(engine)));
    }

    private Settings sparing(Path folder) {
        for (Flag<?> flag : command.flags()) {
            settings.all(flag);
            if (settings.isSet(flag)) {
                all.put(flag.name(), settings.setting(flag));
            }
        }
        boolean isShared = all.containsKey("redis");
        all.keySet().removeAll(OF_REDIS);
        all.keySet().removeAll(OF_DATABASE);
        all.keySet().removeAll(OF_THE_WEBHOOK);
        all.keySet().removeAll(Set.of("stdin", "resume"));
        if (countsInTheKernel(command, settings)) {
            all.keySet().removeAll(OF_THE_KERNEL);
        }
        if (isShared) {
            leaveOutWhatNeedsRedis();
        }
        ADDRESSES.forEach(this::anyPort);
        if (isShared && command.service().equals("jobs")) {
            put("http", "127.0.0.1:0"); // "off" is a worker's, and the role is left out
        }
        put("port", "0");
        put("log", folder.resolve("log").toString());
        putWhereSet("pictures", folder.resolve("pictures").toString());
        if (!command.service().equals("numbers") || all.containsKey("data")) {
            put("data", folder.resolve("data").toString());
        }
        return new Settings(all, settings::again);
    }

    /** Of numbers all that is about the store, and of jobs the queue's name and a role that only a shared queue has. */
    private void leaveOutWhatNeedsRedis() {
        if (command.service().equals("numbers")) {
            all.keySet().removeAll(Set.of("event", "data", "flush"));
        }
        if (command.service().equals("jobs")) {
            all.keySet().removeAll(Set.of("event", "role"));
        }
    }

    private void anyPort(String name) {
        Flag<?> flag = command.flag(name);
        if (flag != null && settings.get(flag) instanceof HostPort address) {
            put(name, new HostPort(address.host(), 0).toString());
        }
    }

    private void put(String name, String text) {
        if (command.flag(name) != null) {
            all.put(name, new Setting(List.of(text), SOURCE));
        }
    }

    private void putWhereSet(String name, String text) {
        if (all.containsKey(name)) {
            put(name, text);
        }
    }
}
