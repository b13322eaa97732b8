package junretsu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.EventLog;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Settings.Setting;
import junretsu.config.StartException;
import junretsu.service.Server;
import junretsu.service.Surroundings;

/**
 * {@code serve SERVICE --check}: starts the server as it would run, so that files, ports, certificates, Redis and the
 * database are tried by what will use them, waits until each has had its time to fail, and stops it again.
 */
final class SettingsCheck {
    /** Beyond the time for which Redis may be silent. */
    private static final long MARGIN_MS = 500;

    private static final long ASIDE_MS = 1_000;

    private SettingsCheck() {}

    /**
     * Prints what was tried, or what is wrong.
     *
     * @return an {@link ExitCode}
     * @throws StartException when the server cannot start
     */
    static int of(ServeCommand command, Settings settings, Console console) throws StartException {
        ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
        DistinctErrors errors = new DistinctErrors(warnings(faults), Clock.SYSTEM);
        Surroundings surroundings = new Surroundings(Version.number(), line -> {}, errors, Clock.SYSTEM);
        Path spared = null;
        try {
            spared = Files.createTempDirectory("junretsu-check");
            Server server = command.start().start(sparing(command, settings, spared), surroundings);
            String tried = server.ready();
            LockSupport.parkNanos((timeoutMs(command, settings) + MARGIN_MS) * 1_000_000);
            List<String> found = List.copyOf(faults);
            server.stop();
            found.forEach(console::error);
            if (!found.isEmpty()) {
                return ExitCode.FAILED;
            }
            console.print("these settings work: " + tried);
            server.advice().forEach(console::log);
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new StartException("--check: cannot write a temporary file: " + e.getMessage(), e);
        } finally {
            delete(spared);
        }
    }

    /** A log of what calls for a person alone. */
    private static EventLog warnings(Collection<String> faults) {
        return new EventLog() {
            @Override
            public void warning(String sentence) {
                faults.add(sentence);
            }

            @Override
            public void notice(String sentence) {}

            @Override
            public void info(String sentence) {}

            @Override
            public void again(String sentence) {}
        };
    }

    /** A log of numbers that the start would empty is replaced by a temporary one, and not tried itself. */
    private static Settings sparing(ServeCommand command, Settings settings, Path folder) {
        Map<String, Setting> all = new LinkedHashMap<>();
        for (Flag<?> flag : command.flags()) {
            if (settings.isSet(flag)) {
                all.put(flag.name(), settings.setting(flag));
            }
        }
        if (command.service().equals("numbers") && !all.containsKey("resume")) {
            all.put("log", new Setting(List.of(folder.resolve("numbers.log").toString()), "--check"));
        }
        return new Settings(all, settings::again);
    }

    private static long timeoutMs(ServeCommand command, Settings settings) {
        long longest = 0;
        for (Flag<?> flag : command.flags()) {
            boolean isUsed = flag.name().equals("redis-timeout") || flag.name().equals("database-timeout");
            if (isUsed && settings.get(flag) instanceof Number timeout) {
                longest = Math.max(longest, millis(flag, timeout.longValue()));
            }
        }
        return isElsewhere(command, settings) ? longest : ASIDE_MS - MARGIN_MS;
    }

    private static long millis(Flag<?> flag, long value) {
        return flag.name().equals("redis-timeout") ? value : value / 1_000_000;
    }

    private static boolean isElsewhere(ServeCommand command, Settings settings) {
        return command.flags().stream()
                .filter(flag -> flag.name().equals("redis") || flag.name().equals("database"))
                .anyMatch(settings::isSet);
    }

    private static void delete(Path folder) throws StartException {
        if (folder == null) {
            return;
        }
        try {
            Files.deleteIfExists(folder.resolve("numbers.log"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new StartException("--check: cannot remove " + folder + ": " + e.getMessage(), e);
        }
    }
}
