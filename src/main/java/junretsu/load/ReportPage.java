package junretsu.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import junretsu.load.page.PageHtml;
import junretsu.text.JsonWriter;

/**
 * A load with its frame: what was asked, when, by whom and how it ended, as a page and as JSON. Immutable.
 *
 * @param verb as in {@code votes}
 * @param version of this program
 * @param started the moment, as people read it
 * @param settings by the flags' names; what is secret is masked
 * @param changed the settings that the user gave
 */
public record ReportPage(
        String verb, String version, String started, Map<String, String> settings, List<String> changed) {
    /** The version of the frame of JSON reports; grows when a field's meaning changes. */
    static final long FORMAT = 1;

    private static final int TILES_MAX = 8;

    /** The report as one page that needs nothing else. */
    public String html(BlastReport report) {
        Conclusion conclusion = Conclusion.of(report);
        String title = "junretsu blast " + verb;
        PageHtml page = new PageHtml(title + ": " + conclusion.grade().word());
        page.top(
                title,
                report.target() + " · " + started,
                conclusion.grade().word(),
                conclusion.sentence(),
                Stream.concat(report.problems().stream(), report.notes().stream())
                        .filter(sentence -> !sentence.equals(conclusion.sentence()))
                        .toList());
        page.tiles(tiles(report));
        report.draw(new LoadPage(page));
        page.facts("Asked", asked());
        page.facts("Machine that sent", ThisMachine.facts());
        page.terminal("The report of the terminal", report.text());
        return page.finish("junretsu " + version + " · times at the sender; a load cannot be more exact than its slip");
    }

    /** The report as one JSON object, a line. */
    public String json(BlastReport report) {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("blast", verb)
                .field("format", FORMAT)
                .field("version", version)
                .field("started", started);
        json.beginObject("settings");
        settings.forEach(json::field);
        json.endObject();
        ThisMachine.write(json);
        Conclusion.of(report).write(json, report);
        json.beginObject("figures");
        report.figures().stream().filter(Figure::isMeasured).forEach(figure -> figure.write(json));
        json.endObject();
        report.write(json);
        return json.endObject().toString();
    }

    private static Map<String, String> tiles(BlastReport report) {
        Map<String, String> tiles = new LinkedHashMap<>();
        report.figures().stream()
                .filter(Figure::isMeasured)
                .limit(TILES_MAX)
                .forEach(figure -> tiles.put(figure.label(), figure.quantity().exact(figure.value())));
        return tiles;
    }

    private Map<String, String> asked() {
        Map<String, String> asked = new LinkedHashMap<>();
        changed.forEach(name -> asked.put("--" + name, settings.get(name)));
        settings.forEach((name, value) -> {
            if (!changed.contains(name) && value != null) {
                asked.put("--" + name, value + " (by default)");
            }
        });
        return asked;
    }
}
