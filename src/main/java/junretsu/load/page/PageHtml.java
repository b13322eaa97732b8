package junretsu.load.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import junretsu.base.Sha256;

/**
 * One page that needs nothing else: no script, no network, and its policy allows its own style alone. Texts are shown
 * as they stand. Not thread-safe.
 */
public final class PageHtml {
    private static final String STYLE_FILE = "/junretsu/load/report.css";
    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'; \
            base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%s</title><style>%s</style></head><body><main>
            """;

    private final StringBuilder out = new StringBuilder();

    /** Begins a page. */
    public PageHtml(String title) {
        String style = style();
        String digest = Base64.getEncoder().encodeToString(Sha256.hash(style.getBytes(StandardCharsets.UTF_8)));
        add(HEAD, digest, Svg.escape(title), style);
    }

    /**
     * Adds the top of the page.
     *
     * @param grade a word that names the look of the badge, too
     */
    public PageHtml top(String title, String facts, String grade, String sentence, List<String> more) {
        add("<header><h1>%s</h1><p class=\"facts\">%s</p>%n", Svg.escape(title), Svg.escape(facts));
        add(
                "<div class=\"verdict %s\"><b>%s</b><span>%s</span></div>%n",
                grade.replace(' ', '-'), Svg.escape(grade), Svg.escape(sentence));
        for (String sentenceMore : more) {
            add("<p class=\"more\">%s</p>%n", Svg.escape(sentenceMore));
        }
        out.append("</header>\n");
        return this;
    }

    /** Adds figures, each with a label. */
    public PageHtml tiles(Map<String, String> figures) {
        out.append("<dl class=\"tiles\">\n");
        figures.forEach(
                (label, value) -> add("<div><dt>%s</dt><dd>%s</dd></div>%n", Svg.escape(label), Svg.escape(value)));
        out.append("</dl>\n");
        return this;
    }

    /**
     * Adds a section's heading, its legend and a chart.
     *
     * @param note below the heading; null for none
     * @param names of the series in the order of their colours; none for no legend
     */
    public void section(String title, String note, List<String> names, String chart) {
        add("<h2>%s</h2>%n", Svg.escape(title));
        if (note != null) {
            add("<p class=\"note\">%s</p>%n", Svg.escape(note));
        }
        if (!names.isEmpty()) {
            out.append("<ul class=\"legend\">");
            for (int i = 0; i < names.size(); i++) {
                add("<li class=\"k%d\">%s</li>", i + 1, Svg.escape(names.get(i)));
            }
            out.append("</ul>\n");
        }
        out.append(chart);
    }

    /** Adds a table. */
    public void table(List<String> heads, List<List<String>> rows) {
        bars(heads, rows, new double[0]);
    }

    /**
     * Adds a table whose rows end with a bar.
     *
     * @param lengths of the bars; empty for none
     */
    public void bars(List<String> heads, List<List<String>> rows, double[] lengths) {
        double most = 0;
        for (double length : lengths) {
            most = Math.max(most, length);
        }
        out.append("<div class=\"wide\"><table><thead><tr>");
        heads.forEach(head -> add("<th>%s</th>", Svg.escape(head)));
        out.append(lengths.length == 0 ? "" : "<th class=\"bar\"></th>").append("</tr></thead><tbody>\n");
        for (int row = 0; row < rows.size(); row++) {
            out.append("<tr>");
            rows.get(row).forEach(this::cell);
            if (row < lengths.length) {
                add(
                        "<td class=\"bar\"><svg width=\"100%%\" height=\"12\"><rect class=\"c1\" width=\"%.2f%%\""
                                + " height=\"12\" rx=\"2\"/></svg></td>",
                        100 * lengths[row] / Math.max(most, 1e-300));
            }
            out.append("</tr>\n");
        }
        out.append("</tbody></table></div>\n");
    }

    /** Adds names with their values, folded up when there are many. */
    public PageHtml facts(String title, Map<String, String> facts) {
        add("<section class=\"facts\"><h2>%s</h2><dl>%n", Svg.escape(title));
        facts.forEach((name, value) -> add("<div><dt>%s</dt><dd>%s</dd></div>%n", Svg.escape(name), Svg.escape(value)));
        out.append("</dl></section>\n");
        return this;
    }

    /** Adds a text as it stands on a terminal. */
    public PageHtml terminal(String title, String text) {
        add("<h2>%s</h2><pre>%s</pre>%n", Svg.escape(title), Svg.escape(text));
        return this;
    }

    /** The whole page. */
    public String finish(String foot) {
        add("<footer>%s</footer>%n", Svg.escape(foot));
        return out + "</main></body></html>\n";
    }

    private void cell(String text) {
        boolean isNumber = text.matches("[-+]?[\\d.,]+(×| ?[%µmkMGsx/]+)*");
        add(isNumber ? "<td class=\"number\">%s</td>" : "<td>%s</td>", Svg.escape(text));
    }

    private static String style() {
        try (InputStream file = PageHtml.class.getResourceAsStream(STYLE_FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(STYLE_FILE, e);
        }
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values));
    }
}
