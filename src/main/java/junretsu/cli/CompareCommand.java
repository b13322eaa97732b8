package junretsu.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Share;
import junretsu.config.StartException;
import junretsu.load.BlastConfig;
import junretsu.load.Comparison;
import junretsu.load.ReportFile;

/** {@code junretsu blast compare A.json B.json ...}: the reports of several blasts side by side. */
final class CompareCommand implements Command {
    private static final Flag<Path> REPORT = Flag.repeatable(
            "report",
            "FILE",
            "report that a blast wrote with --json, the first being what the others are compared with; files may stand"
                    + " without --report too",
            Path::of);
    private static final Flag<Share> MAX_REGRESSION = Flag.of(
            "max-regression",
            "SHARE",
            null,
            "exit 3 when a figure is worse than in the first report by more than this share, such as 5%",
            Share::parse);
    private static final Flag<Path> HTML = BlastConfig.HTML.saying("write the comparison as a page too, in one file");

    @Override
    public String verb() {
        return "blast";
    }

    @Override
    public String service() {
        return "compare";
    }

    @Override
    public String summary() {
        return "puts reports of blasts side by side, and says what became worse";
    }

    @Override
    public List<Flag<?>> flags() {
        return List.of(REPORT, MAX_REGRESSION, HTML);
    }

    @Override
    public Flag<?> unnamed() {
        return REPORT;
    }

    @Override
    public String environmentPrefix() {
        return "JUNRETSU_BLAST_COMPARE_";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "blast compare before.json after.json",
                "blast compare before.json after.json --max-regression 5% --html compared.html");
    }

    @Override
    public int run(Settings settings, Console console) throws StartException {
        List<ReportFile> runs = new ArrayList<>();
        for (Path file : settings.all(REPORT)) {
            runs.add(ReportFile.read(file));
        }
        Comparison comparison = new Comparison(runs);
        console.print(comparison.text());
        if (settings.isSet(HTML)) {
            ReportFiles.requireWritten(HTML, settings.get(HTML), comparison.html(Version.number()));
        }
        if (!settings.isSet(MAX_REGRESSION)) {
            return ExitCode.DONE;
        }
        List<String> regressions = comparison.regressions(settings.get(MAX_REGRESSION));
        regressions.forEach(console::error);
        return regressions.isEmpty() ? ExitCode.DONE : ExitCode.LIMIT_PASSED;
    }
}
