package junretsu.service.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.config.IoReason;
import junretsu.config.StartException;

/** A file of lines that is only ever added to, such as a {@link junretsu.base.LineLog}. Stateless. */
public final class LineFile {
    /** As the readers of such files say it. */
    private static final Pattern PLACE = Pattern.compile("see its (?<unit>line|byte) (?<number>\\d+)");

    private LineFile() {}

    /**
     * Checks a file that is there.
     *
     * @param reader reads it as a start does, and throws when it cannot
     */
    public static void check(Path file, FileReport report, FileReport.Check reader) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            reader.run();
        } catch (StartException e) {
            damaged(file, bytes, e.getMessage(), report);
            return;
        } catch (IOException e) {
            damaged(file, bytes, IoReason.of(e), report);
            return;
        }
        long whole = end(bytes, Long.MAX_VALUE);
        String kept = String.format(Locale.ROOT, "%,d lines", lines(bytes, whole));
        if (whole < bytes.length) {
            report.mended(file, whole, "its last line is not whole; a start cuts it off and keeps " + kept);
        } else {
            report.whole(file, kept);
        }
    }

    private static void damaged(Path file, byte[] bytes, String sentence, FileReport report) {
        Matcher place = PLACE.matcher(sentence);
        if (!place.find()) {
            report.damaged(file, -1, sentence);
            return;
        }
        long number = Long.parseLong(place.group("number")) - 1;
        long at = place.group("unit").equals("byte") ? number : end(bytes, number);
        report.damaged(
                file, at, String.format(Locale.ROOT, "%s; %,d lines before it are whole", sentence, lines(bytes, at)));
    }

    /** Returns the offset behind so many lines, or behind the last whole one. */
    private static long end(byte[] bytes, long linesMax) {
        long lines = 0;
        int end = 0;
        for (int i = 0; i < bytes.length && lines < linesMax; i++) {
            if (bytes[i] == '\n') {
                lines++;
                end = i + 1;
            }
        }
        return end;
    }

    private static long lines(byte[] bytes, long end) {
        return new String(bytes, 0, (int) end, StandardCharsets.ISO_8859_1)
                .chars()
                .filter(c -> c == '\n')
                .count();
    }
}
