package junretsu.load;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import junretsu.config.Share;
import junretsu.config.UsageException;
import junretsu.load.page.PageHtml;
import junretsu.load.page.Quantity;

/**
 * Runs of one verb side by side: the figures of each beside those of the first, and what differed in what was asked and
 * where. Immutable.
 */
public final class Comparison {
    /** Two runs of the same on a shared machine differ by so much. */
    private static final double NOISE = 0.05;

    private final List<ReportFile> runs;

    /** @throws UsageException when there are fewer than two, or they are of different verbs */
    public Comparison(List<ReportFile> runs) {
        if (runs.size() < 2) {
            throw new UsageException("compare: give two files or more, as in 'blast compare before.json after.json'");
        }
        ReportFile first = runs.get(0);
        for (ReportFile run : runs) {
            if (!run.verb().equals(first.verb())) {
                throw new UsageException("compare: " + first.name() + " is of blast " + first.verb() + " and "
                        + run.name() + " of blast " + run.verb() + ", whose figures are not the same; give runs of"
                        + " one verb");
            }
        }
        this.runs = List.copyOf(runs);
    }

    /** The comparison for people; lines without a line break at the end. */
    public String text() {
        ReportLines lines = new ReportLines();
        lines.add(
                "%d runs of blast %s; ratios to the first",
                runs.size(), runs.get(0).verb());
        addTable(lines, figureRows());
        List<List<String>> differences = differences();
        lines.add("");
        if (differences.size() == 1) {
            lines.add("asked alike, on the same machine and version");
        } else {
            lines.add("what differs");
            addTable(lines, differences);
        }
        notes().forEach(note -> lines.add("%s", note));
        return lines.toString();
    }

    /** The comparison as one page that needs nothing else. */
    public String html(String version) {
        String title = "junretsu blast " + runs.get(0).verb() + ": " + runs.size() + " runs";
        PageHtml page = new PageHtml(title);
        page.top(title, String.join(" · ", names()), "compared", "ratios are to the first run", notes());
        List<List<String>> figures = figureRows();
        page.section("Figures", null, List.of(), "");
        page.table(figures.get(0), figures.subList(1, figures.size()));
        List<List<String>> differences = differences();
        page.section(
                "What differs", differences.size() == 1 ? "Nothing that the reports know of." : null, List.of(), "");
        if (differences.size() > 1) {
            page.table(differences.get(0), differences.subList(1, differences.size()));
        }
        return page.finish("junretsu " + version);
    }

    /**
     * Sentences about figures that are worse than the first run's by more than a share or are not known any more, and
     * about runs that failed, were interrupted, or, other than the first, passed a limit; empty when there are none.
     */
    public List<String> regressions(Share most) {
        List<String> worse = new ArrayList<>();
        for (ReportFile run : runs) {
            addEnd(worse, run);
        }
        for (Figure figure : runs.get(0).figures().values()) {
            for (ReportFile run : runs.subList(1, runs.size())) {
                addFigure(worse, figure, run, most);
            }
        }
        return worse;
    }

    private void addEnd(List<String> worse, ReportFile run) {
        if (run.isInterrupted()) {
            worse.add(run.name() + " was interrupted, so nothing can be said of it");
        } else if (run.ended(Conclusion.Grade.FAILED)) {
            worse.add(run.name() + " failed, so its figures say nothing");
        } else if (run != runs.get(0) && run.ended(Conclusion.Grade.LIMIT_PASSED)) {
            worse.add(run.name() + " passed a limit of its own");
        }
    }

    private void addFigure(List<String> worse, Figure figure, ReportFile run, Share most) {
        Figure other = run.figures().get(figure.name());
        if (other == null && figure.better() != Figure.Better.NEITHER) {
            worse.add(String.format(
                    Locale.ROOT,
                    "%s: %s in %s, not measured in %s",
                    figure.label(),
                    figure.quantity().exact(figure.value()),
                    runs.get(0).name(),
                    run.name()));
        } else if (other != null && worsening(figure, other) > most.value()) {
            worse.add(String.format(
                    Locale.ROOT,
                    "%s: %s in %s, %s in %s, worse by more than --max-regression %s",
                    figure.label(),
                    figure.quantity().exact(figure.value()),
                    runs.get(0).name(),
                    other.quantity().exact(other.value()),
                    run.name(),
                    Quantity.SHARE.text(most.value())));
        }
    }

    private List<String> names() {
        return runs.stream().map(ReportFile::name).toList();
    }

    private List<String> notes() {
        return runs.stream()
                .filter(ReportFile::isInterrupted)
                .map(run -> run.name() + " was interrupted, so it proves nothing")
                .toList();
    }

    private List<List<String>> figureRows() {
        List<List<String>> rows = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of(""));
        for (ReportFile run : runs) {
            heads.add(run.name());
            if (run != runs.get(0)) {
                heads.add("");
            }
        }
        rows.add(heads);
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.addAll(run.figures().keySet()));
        names.forEach(name -> rows.add(figureRow(name)));
        List<String> ends = new ArrayList<>(List.of("ended"));
        for (ReportFile run : runs) {
            ends.add(run.grade());
            if (run != runs.get(0)) {
                ends.add("");
            }
        }
        rows.add(ends);
        return rows;
    }

    private List<String> figureRow(String name) {
        Figure first = runs.get(0).figures().get(name);
        List<String> row = new ArrayList<>();
        row.add(runs.stream()
                .map(run -> run.figures().get(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow()
                .label());
        for (ReportFile run : runs) {
            Figure figure = run.figures().get(name);
            row.add(figure == null ? "?" : figure.quantity().exact(figure.value()));
            if (run != runs.get(0)) {
                row.add(ratio(first, figure));
            }
        }
        return row;
    }

    private static String ratio(Figure first, Figure other) {
        if (first == null || other == null || first.value() == 0) {
            return first != null && other != null && worsening(first, other) > NOISE ? "worse" : "";
        }
        double worse = worsening(first, other);
        return String.format(Locale.ROOT, "×%.3f", other.value() / first.value())
                + (worse > NOISE ? " worse" : worse < -NOISE ? " better" : "");
    }

    /** The share by which a figure is worse than the first; less than 0 when it is better. */
    private static double worsening(Figure first, Figure other) {
        if (first.better() == Figure.Better.NEITHER || first.value() == other.value()) {
            return 0;
        }
        double change = first.value() == 0 ? Double.POSITIVE_INFINITY : other.value() / first.value() - 1;
        return first.better() == Figure.Better.LOWER ? change : -change;
    }

    /** A head and a row for each fact that is not the same in all. */
    private List<List<String>> differences() {
        List<List<String>> rows = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of(""));
        heads.addAll(names());
        rows.add(heads);
        Set<String> facts = new LinkedHashSet<>();
        runs.forEach(run -> facts.addAll(run.facts().keySet()));
        for (String fact : facts) {
            List<String> values = runs.stream()
                    .map(run -> run.facts().getOrDefault(fact, "not set"))
                    .toList();
            if (values.stream().distinct().count() > 1) {
                List<String> row = new ArrayList<>(List.of(fact));
                row.addAll(values);
                rows.add(row);
            }
        }
        return rows;
    }

    private static void addTable(ReportLines lines, List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int column = 0; column < columns; column++) {
                String cell = row.get(column);
                String blanks = " ".repeat(widths[column] - cell.length());
                boolean isText = column == 0 || cell.startsWith("×") || cell.equals("worse");
                line.append(isText ? cell + blanks : blanks + cell).append("  ");
            }
            lines.add("%s", line.toString().stripTrailing());
        }
    }
}
