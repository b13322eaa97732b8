package junretsu.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import junretsu.config.Units;
import junretsu.text.JsonWriter;

/** The machine that a load runs on, as its report names it. Any thread may ask. */
public final class ThisMachine {
    private static final Path CPU_FILE = Path.of("/proc/cpuinfo");
    private static final Path MEMORY_FILE = Path.of("/proc/meminfo");

    private ThisMachine() {}

    /** Facts by their names, in the order of a report; a fact that the system does not say is not there. */
    public static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "cpu", field(CPU_FILE, "model name"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        put(facts, "memory", memory(field(MEMORY_FILE, "MemTotal")));
        facts.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        facts.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put(
                "heap",
                String.format(
                        Locale.ROOT, "%.1f GiB at most", Runtime.getRuntime().maxMemory() / (double) (1 << 30)));
        return facts;
    }

    static void write(JsonWriter json) {
        json.beginObject("machine");
        facts().forEach(json::field);
        json.endObject();
    }

    private static void put(Map<String, String> facts, String name, String value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    /** The value of the first line of a name, in a file of lines such as {@code model name : AMD EPYC}. */
    private static String field(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    private static String memory(String kilobytes) {
        return kilobytes == null ? null : Units.formatBytes(Long.parseLong(kilobytes.replaceAll("\\D", "")) << 10);
    }
}
