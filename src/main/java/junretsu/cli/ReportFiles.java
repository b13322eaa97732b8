package junretsu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import junretsu.config.Flag;
import junretsu.config.IoReason;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.load.BlastConfig;
import junretsu.load.BlastReport;
import junretsu.load.ReportPage;

/** The files that a blast's report is written to. */
final class ReportFiles {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

    private final Settings settings;
    private final ReportPage frame;

    /**
     * Takes the time of the start.
     *
     * @throws StartException when a file cannot be written, so that no load runs in vain
     */
    ReportFiles(Command command, Settings settings) throws StartException {
        this.settings = settings;
        Map<String, String> values = new LinkedHashMap<>();
        List<String> changed = new ArrayList<>();
        for (Flag<?> flag : command.flags()) {
            if (settings.isSet(flag)) {
                changed.add(flag.name());
                values.put(
                        flag.name(),
                        PrintedConfig.shown(flag, settings.setting(flag).texts()));
            } else {
                values.put(flag.name(), flag.defaultText());
            }
        }
        BlastConfig.REPORT.forEach(flag -> values.remove(flag.name()));
        changed.retainAll(values.keySet());
        for (Flag<Path> flag : List.of(BlastConfig.HTML, BlastConfig.CSV)) {
            if (settings.isSet(flag)) {
                requireWritable(flag);
            }
        }
        frame = new ReportPage(
                command.service(), Version.number(), ZonedDateTime.now().format(TIME), values, changed);
    }

    /** The report as JSON. */
    String json(BlastReport report) {
        return frame.json(report);
    }

    /**
     * Writes the files that were asked for.
     *
     * @return a sentence about each that cannot be written
     */
    List<String> write(BlastReport report) {
        List<String> failures = new ArrayList<>();
        if (settings.isSet(BlastConfig.HTML)) {
            write(BlastConfig.HTML, frame.html(report), failures);
        }
        if (settings.isSet(BlastConfig.CSV)) {
            write(BlastConfig.CSV, report.course().csv(), failures);
        }
        return failures;
    }

    /** Writes a file that a flag asked for. @throws StartException when it cannot be written */
    static void requireWritten(Flag<Path> flag, Path file, String text) throws StartException {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new StartException("--" + flag.name() + ": cannot write " + file + ": " + IoReason.of(e), e);
        }
    }

    private void requireWritable(Flag<Path> flag) throws StartException {
        try {
            Files.write(settings.get(flag), new byte[0], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new StartException(sentence(flag, e), e);
        }
    }

    private String sentence(Flag<Path> flag, IOException e) {
        return "--" + flag.name() + ": cannot write " + settings.get(flag) + ": " + IoReason.of(e);
    }

    private void write(Flag<Path> flag, String text, List<String> failures) {
        try {
            Files.writeString(settings.get(flag), text);
        } catch (IOException e) {
            failures.add(sentence(flag, e));
        }
    }
}
