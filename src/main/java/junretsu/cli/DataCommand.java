package junretsu.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import junretsu.config.Choice;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.config.UsageException;
import junretsu.service.data.FileReport;

/**
 * {@code junretsu data list|export|verify DIR}: reads the data of servers and changes nothing.
 *
 * @param service the word behind {@code data}
 * @param action what it does with the settings
 */
record DataCommand(String service, String summary, List<Flag<?>> flags, List<String> examples, Action action)
        implements Command {
    private static final Choice<Boolean> LIST_FORMATS = Choice.of("text", false).or("json", true);
    private static final Choice<Boolean> EXPORT_FORMATS =
            Choice.of("json", true).or("csv", false);
    private static final Flag<Path> FOLDER =
            Flag.of("dir", "DIR", ".", "a data directory, or the folder in which several lie", Path::of);
    private static final Flag<Path> DIR =
            Flag.of("dir", "DIR", null, "the data directory, or the log of a numbers server", Path::of);
    private static final Flag<Boolean> LIST_FORMAT =
            Flag.of("format", LIST_FORMATS.placeholder(), "text", "the form of the list", LIST_FORMATS);
    private static final Flag<Boolean> FORMAT = Flag.of(
            "format",
            EXPORT_FORMATS.placeholder(),
            "json",
            "all tables as one JSON object, or one table as CSV",
            EXPORT_FORMATS);
    private static final Flag<String> TABLE =
            Flag.of("table", "NAME", null, "the table that CSV is made of; else the first", text -> text);
    private static final Flag<Path> OUT = Flag.of("out", "FILE", null, "a new file to write; else stdout", Path::of);

    static final List<Command> ALL = List.of(
            new DataCommand(
                    "list",
                    "shows the data directories of a folder: whose, since when, what is counted",
                    List.of(FOLDER, LIST_FORMAT),
                    List.of("data list", "data list /var/lib --format json"),
                    DataCommand::list),
            new DataCommand(
                    "export",
                    "writes what a data directory holds as JSON or CSV",
                    List.of(DIR, FORMAT, TABLE, OUT),
                    List.of(
                            "data export junretsu-data",
                            "data export junretsu-data --format csv --table buttons --out buttons.csv",
                            "data export numbers.log --format csv"),
                    DataCommand::export),
            new DataCommand(
                    "verify",
                    "checks every file of a data directory, and says what is damaged and what is kept",
                    List.of(DIR),
                    List.of("data verify junretsu-data", "data verify numbers.log"),
                    DataCommand::verify));

    /** The work of a command. */
    @FunctionalInterface
    interface Action {
        /** @throws StartException when the data cannot be read */
        int run(Settings settings, Console console) throws StartException;
    }

    @Override
    public String verb() {
        return "data";
    }

    @Override
    public Flag<?> unnamed() {
        return flags.get(0);
    }

    @Override
    public String environmentPrefix() {
        return "JUNRETSU_DATA_";
    }

    @Override
    public int run(Settings settings, Console console) throws StartException {
        return action.run(settings, console);
    }

    private static int list(Settings settings, Console console) throws StartException {
        console.print(DataList.of(settings.get(FOLDER), settings.get(LIST_FORMAT)));
        return ExitCode.DONE;
    }

    private static DataPlaces place(Settings settings) throws StartException {
        Path path = settings.get(DIR);
        if (path == null) {
            throw new UsageException("name the data directory, as in 'junretsu data verify junretsu-data'");
        }
        return DataPlaces.idleAt(path);
    }

    private static int export(Settings settings, Console console) throws StartException {
        if (settings.isSet(TABLE) && settings.get(FORMAT)) {
            throw new UsageException("--table is for --format csv; as JSON, all tables are exported");
        }
        DataPlaces place = place(settings);
        Path file = settings.get(OUT);
        try {
            if (file == null) {
                write(place, settings, new FileOutputStream(FileDescriptor.out));
            } else {
                NewFile.write(file, out -> write(place, settings, out));
            }
        } catch (IOException e) {
            throw StartException.of("cannot export " + place.path() + (file == null ? "" : " to " + file), e);
        }
        return ExitCode.DONE;
    }

    private static void write(DataPlaces place, Settings settings, OutputStream stream)
            throws IOException, StartException {
        try (Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8))) {
            DataTables tables = new DataTables(out, settings.get(FORMAT), settings.get(TABLE));
            tables.begin(place.data().service(), place.path().toString());
            place.data().export(place.path(), tables);
            tables.close();
            if (tables.missing() != null) {
                throw new UsageException(
                        place.path() + " has no table '" + tables.missing() + "'; it has: " + tables.tables());
            }
        }
        place.requireIdle("was written by a server meanwhile, so the export is not of one moment; stop that server");
    }

    private static int verify(Settings settings, Console console) throws StartException {
        DataPlaces place = place(settings);
        FileReport report = new FileReport();
        try {
            place.data().verify(place.path(), report);
        } catch (IOException e) {
            throw StartException.of("cannot verify " + place.path(), e);
        }
        place.requireIdle("was written by a server meanwhile, so nothing can be said of it; stop that server");
        for (FileReport.Entry entry : report.entries()) {
            console.print("  " + word(entry.state()) + "  " + name(place.path(), entry.file())
                    + (entry.at() < 0 ? "" : " at byte " + entry.at()) + ": " + entry.sentence());
        }
        console.print(place.path() + " (" + place.data().service() + "): " + verdict(report.worst()));
        return switch (report.worst()) {
            case WHOLE -> ExitCode.DONE;
            case MENDED -> ExitCode.LIMIT_PASSED;
            case DAMAGED -> ExitCode.FAILED;
        };
    }

    private static String name(Path directory, Path file) {
        Path whole = file.toAbsolutePath().normalize();
        Path folder = directory.toAbsolutePath().normalize();
        return whole.equals(folder)
                ? whole.getFileName().toString()
                : folder.relativize(whole).toString();
    }

    private static String word(FileReport.State state) {
        return switch (state) {
            case WHOLE -> "ok     ";
            case MENDED -> "mends  ";
            case DAMAGED -> "damaged";
        };
    }

    private static String verdict(FileReport.State worst) {
        return switch (worst) {
            case WHOLE -> "nothing is wrong";
            case MENDED -> "the next start puts it right by itself, and says so";
            case DAMAGED -> "damaged; put a whole copy in its place before the next start";
        };
    }
}
