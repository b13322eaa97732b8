package junretsu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import junretsu.base.Clock;
import junretsu.base.EventLog;
import junretsu.config.Settings;
import junretsu.config.UsageException;

/** The log of a server: one line an event, on stderr. Any thread may call. */
final class ServerLog implements EventLog {
    private final Console console;
    private final Clock clock;
    private final LogFormat format;
    private final LogLevel least;
    private final boolean repeats;

    /**
     * @param least events below it are left out
     * @param repeats true to log a fault each time that it comes
     */
    ServerLog(Console console, Clock clock, LogFormat format, LogLevel least, boolean repeats) {
        this.console = console;
        this.clock = clock;
        this.format = format;
        this.least = least;
        this.repeats = repeats;
    }

    /** @throws UsageException when it is to be quiet and verbose */
    static ServerLog from(Settings settings, Console console) {
        boolean quiet = settings.get(CommonFlags.QUIET);
        if (quiet && settings.get(CommonFlags.VERBOSE)) {
            throw new UsageException("--quiet and --verbose exclude each other");
        }
        LogFormat format = settings.get(CommonFlags.LOG_FORMAT);
        return new ServerLog(
                console,
                Clock.SYSTEM,
                format == LogFormat.TEXT && isJournal() ? LogFormat.JOURNAL : format,
                quiet ? LogLevel.WARNING : LogLevel.INFO,
                settings.get(CommonFlags.VERBOSE));
    }

    /**
     * Compares stderr with what systemd says that it has connected to the journal (systemd.exec(5), JOURNAL_STREAM).
     */
    private static boolean isJournal() {
        String stream = System.getenv("JOURNAL_STREAM");
        if (stream == null) {
            return false;
        }
        try {
            Path stderr = Path.of("/proc/self/fd/2");
            return stream.equals(Files.getAttribute(stderr, "unix:dev") + ":" + Files.getAttribute(stderr, "unix:ino"));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public void warning(String sentence) {
        log(LogLevel.WARNING, sentence);
    }

    @Override
    public void notice(String sentence) {
        log(LogLevel.NOTICE, sentence);
    }

    @Override
    public void info(String sentence) {
        log(LogLevel.INFO, sentence);
    }

    @Override
    public void again(String sentence) {
        if (repeats) {
            log(LogLevel.WARNING, sentence);
        }
    }

    /** The end of the server for a reason that is no wish of anybody. */
    void error(String sentence) {
        log(LogLevel.ERROR, sentence);
    }

    private void log(LogLevel level, String sentence) {
        if (level.compareTo(least) <= 0) {
            console.printBeside(
                    format.line(Instant.ofEpochMilli(clock.epochMillis()), level, sentence.replace('\n', ' ')));
        }
    }
}
