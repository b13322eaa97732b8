package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The dashboards in deploy/ are made from deploy/dashboards.txt, which says how. */
class DashboardsTest {
    private static final Path FOLDER = Path.of("deploy");
    private static final boolean WRITES = Boolean.getBoolean("junretsu.docs.write");
    private static final int COLUMNS = 24;
    private static final int STAT_ROWS = 5;
    private static final int SERIES_ROWS = 8;
    private static final String COMMON = "*";

    private record Query(String legend, String expression) {}

    private record Panel(String type, String unit, String title, List<Query> queries) {}

    private record Dashboard(String file, String title, String service, List<Panel> panels) {}

    @Test
    void areWhatTheirSourceSays() throws IOException {
        List<Dashboard> dashboards = read();
        List<Panel> common = dashboards.stream()
                .filter(one -> one.file().equals(COMMON))
                .flatMap(one -> one.panels().stream())
                .toList();
        int written = 0;
        for (Dashboard dashboard : dashboards) {
            if (!dashboard.file().equals(COMMON)) {
                List<Panel> panels = new ArrayList<>(dashboard.panels());
                panels.addAll(common);
                agrees(FOLDER.resolve(dashboard.file()), json(dashboard, panels));
                written++;
            }
        }
        assertThat(written).isEqualTo(Words.services("serve").size());
    }

    /** Every node that shares a queue shows the whole of it. */
    @Test
    void doNotAddUpOverItsNodesTheFiguresOfAWholeQueue() throws IOException {
        assertThat(Files.readString(FOLDER.resolve("dashboards.txt")))
                .doesNotContainPattern("sum( by \\([^)]*\\) )?\\(junretsu_jobs_(open|dead|callers_active)\\b");
    }

    private static void agrees(Path file, String expected) throws IOException {
        if (WRITES) {
            Files.writeString(file, expected);
        }
        assertThat(file).as("write it anew by -Djunretsu.docs.write=true").hasContent(expected);
    }

    private static List<Dashboard> read() throws IOException {
        List<Dashboard> dashboards = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("dashboards.txt"))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("= ")) {
                String[] words = line.substring(2).split(" \\| ");
                boolean isCommon = words[0].equals(COMMON);
                dashboards.add(
                        new Dashboard(words[0], isCommon ? "" : words[1], isCommon ? "" : words[2], new ArrayList<>()));
                continue;
            }
            String[] parts = line.strip().split(" \\| ", 2);
            List<Panel> panels = dashboards.get(dashboards.size() - 1).panels();
            if (line.startsWith("  ")) {
                panels.get(panels.size() - 1).queries().add(new Query(parts[0], parts[1]));
            } else {
                String[] words = parts[0].split(" ");
                panels.add(new Panel(words[0], words[1], parts[1], new ArrayList<>()));
            }
        }
        return dashboards;
    }

    private static String json(Dashboard dashboard, List<Panel> panels) {
        long stats =
                panels.stream().filter(panel -> panel.type().equals("stat")).count();
        StringBuilder out = new StringBuilder();
        int x = 0;
        int y = 0;
        for (int i = 0; i < panels.size(); i++) {
            boolean isStat = panels.get(i).type().equals("stat");
            int width = isStat ? COLUMNS / (int) stats : COLUMNS / 2;
            int height = isStat ? STAT_ROWS : SERIES_ROWS;
            out.append(i == 0 ? "" : ",\n")
                    .append(json(
                            panels.get(i),
                            i + 1,
                            "\"x\": " + x + ", \"y\": " + y + ", \"w\": " + width + ", \"h\": " + height,
                            dashboard.service()));
            x += width;
            if (x >= COLUMNS) {
                x = 0;
                y += height;
            }
        }
        String uid = dashboard.title().replace(' ', '-');
        return """
                {
                  "title": "%s",
                  "uid": "%s",
                  "schemaVersion": 39,
                  "refresh": "5s",
                  "time": { "from": "now-15m", "to": "now" },
                  "templating": { "list": [{ "name": "datasource", "type": "datasource", "query": "prometheus" }] },
                  "panels": [
                %s
                  ]
                }
                """.formatted(dashboard.title(), uid, out);
    }

    private static String json(Panel panel, int id, String place, String service) {
        StringBuilder queries = new StringBuilder();
        for (int i = 0; i < panel.queries().size(); i++) {
            Query query = panel.queries().get(i);
            queries.append(i == 0 ? "" : ",\n")
                    .append("        { \"refId\": \"")
                    .append((char) ('A' + i))
                    .append("\", \"expr\": \"")
                    .append(escaped(query.expression().replace("$service", service)))
                    .append("\", \"legendFormat\": \"")
                    .append(escaped(query.legend()))
                    .append("\" }");
        }
        return """
                    {
                      "id": %d,
                      "type": "%s",
                      "title": "%s",
                      "gridPos": { %s },
                      "datasource": { "type": "prometheus", "uid": "${datasource}" },
                      "fieldConfig": { "defaults": { "unit": "%s" }, "overrides": [] },
                      "targets": [
                %s
                      ]
                    }""".formatted(id, panel.type(), panel.title(), place, panel.unit(), queries);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
