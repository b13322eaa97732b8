package junretsu.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.config.IoReason;
import junretsu.config.StartException;
import junretsu.config.Units;
import junretsu.service.data.DataLook;
import junretsu.text.JsonWriter;
import junretsu.text.Minute;

/** {@code junretsu data list}: what data there is, a few lines each. */
final class DataList {
    /** A name as {@code serve --new} makes it, see {@link FreshData}. */
    private static final Pattern PUT_ASIDE = Pattern.compile("(?<name>.+)-\\d{4}-\\d\\d-\\d\\d(-\\d+)?");

    private DataList() {}

    /**
     * One place.
     *
     * @param service null when it cannot be told
     * @param look null when it cannot be read
     * @param problem a sentence about that; null when it can
     * @param extent null when it cannot be measured
     */
    private record Row(
            Path path,
            String service,
            DataLook look,
            String problem,
            DataPlaces.Extent extent,
            boolean isInUse,
            String asideOf) {}

    /**
     * Returns the list.
     *
     * @throws StartException when the folder cannot be read, or holds no data
     */
    static String of(Path folder, boolean isJson) throws StartException {
        try {
            List<Row> rows = new ArrayList<>();
            for (Path path : DataPlaces.candidates(folder)) {
                Row row = row(path);
                if (row != null) {
                    rows.add(row);
                }
            }
            if (rows.isEmpty()) {
                throw new StartException((Files.exists(folder) ? "there is no data of junretsu in " : "there is no ")
                        + folder.toAbsolutePath().normalize());
            }
            return isJson ? json(rows) : text(rows);
        } catch (IOException e) {
            throw new StartException("cannot read " + folder + ": " + IoReason.of(e), e);
        }
    }

    /** Returns null for what is no data, or is gone by now; what goes wrong with a place stays with it. */
    private static Row row(Path path) {
        String service = null;
        DataPlaces.Extent extent = null;
        boolean isInUse = false;
        String problem;
        try {
            DataPlaces place = DataPlaces.at(path);
            if (place == null) {
                return null;
            }
            service = place.data().service();
            extent = place.extent();
            isInUse = place.isInUse();
            DataLook look = place.data().look(path);
            return new Row(path.normalize(), service, look, null, extent, isInUse, asideOf(path));
        } catch (StartException e) {
            problem = e.getMessage();
        } catch (IOException e) {
            problem = IoReason.of(e);
        } catch (UncheckedIOException e) {
            problem = IoReason.of(e.getCause());
        }
        return Files.exists(path)
                ? new Row(path.normalize(), service, null, problem, extent, isInUse, asideOf(path))
                : null;
    }

    /** Returns the name of the directory that a start began anew; null when none did. */
    private static String asideOf(Path path) {
        Matcher name = PUT_ASIDE.matcher(
                path.toAbsolutePath().normalize().getFileName().toString());
        return name.matches() ? name.group("name") : null;
    }

    private static String text(List<Row> rows) {
        StringBuilder out = new StringBuilder();
        int width = rows.stream()
                .mapToInt(row -> row.path().toString().length())
                .max()
                .orElse(0);
        String format = "%-" + Math.max(8, Math.min(28, width)) + "s  %-7s  %-16s  %-16s  %s";
        out.append(String.format(format, "DATA", "SERVICE", "SINCE", "LAST WRITTEN", "SIZE"));
        for (Row row : rows) {
            long sinceMs = row.look() == null ? 0 : row.look().sinceMs();
            out.append('\n')
                    .append(String.format(
                            format,
                            row.path(),
                            row.service() == null ? "-" : row.service(),
                            sinceMs == 0 ? "-" : Minute.ofMs(sinceMs),
                            row.extent() == null
                                    ? "-"
                                    : Minute.ofMs(row.extent().changedMs()),
                            row.extent() == null
                                    ? "-"
                                    : Units.formatBytes(row.extent().bytes())))
                    .append("\n    ")
                    .append(words(row));
        }
        return out.toString();
    }

    private static String words(Row row) {
        if (row.look() == null) {
            return "cannot be read: " + row.problem();
        }
        String event = row.look().event();
        return (event.isEmpty() ? "" : "event '" + event + "', ")
                + row.look().counts()
                + (row.isInUse() ? "; in use by a server" : "")
                + (row.asideOf() == null ? "" : "; put aside when " + row.asideOf() + " began anew");
    }

    private static String json(List<Row> rows) {
        StringBuilder out = new StringBuilder("[");
        for (Row row : rows) {
            JsonWriter json = new JsonWriter().beginObject();
            json.field("path", row.path().toString()).field("service", row.service());
            if (row.look() == null) {
                json.field("problem", row.problem());
            } else {
                json.field(
                        "event",
                        row.look().event().isEmpty() ? null : row.look().event());
                json.field(
                        "since",
                        row.look().sinceMs() == 0
                                ? null
                                : Instant.ofEpochMilli(row.look().sinceMs()).toString());
                json.field("counts", row.look().counts());
            }
            if (row.extent() != null) {
                json.field(
                        "written",
                        Instant.ofEpochMilli(row.extent().changedMs()).toString());
                json.field("bytes", row.extent().bytes());
            }
            json.field("in_use", row.isInUse()).field("put_aside_of", row.asideOf());
            out.append(out.length() == 1 ? "\n" : ",\n").append(json.endObject());
        }
        return out.append("\n]").toString();
    }
}
