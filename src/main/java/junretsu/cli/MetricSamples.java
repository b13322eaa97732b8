package junretsu.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The samples of one look at {@code /metrics}, in its order.
 *
 * @param atNanos the time of the look
 * @param types the family's type, by its name
 * @param values by name and labels, as they stand there
 */
record MetricSamples(long atNanos, Map<String, String> types, Map<String, Double> values) {

    /** Reads the text format of Prometheus; lines that are none of it are left out. */
    static MetricSamples parse(String text, long atNanos) {
        Map<String, String> types = new TreeMap<>();
        Map<String, Double> values = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            String[] words = line.split(" ");
            int blank = line.lastIndexOf(' ');
            if (line.startsWith("# TYPE ") && words.length == 4) {
                types.put(words[2], words[3]);
            } else if (!line.startsWith("#") && blank > 0) {
                try {
                    values.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
                } catch (NumberFormatException e) {
                    return;
                }
            }
        });
        return new MetricSamples(atNanos, types, values);
    }

    /** The part of a sample's name before its labels. */
    static String family(String sample) {
        int labels = sample.indexOf('{');
        return labels < 0 ? sample : sample.substring(0, labels);
    }

    boolean isCounter(String sample) {
        return "counter".equals(types.get(family(sample)));
    }

    boolean isGauge(String sample) {
        return "gauge".equals(types.get(family(sample)));
    }

    /** The growth of a counter in a second since an earlier look; 0 for one that was not there. */
    double rate(String sample, MetricSamples before) {
        double seconds = (atNanos - before.atNanos) / 1e9;
        double grown = values.get(sample) - before.values.getOrDefault(sample, values.get(sample));
        return seconds <= 0 ? 0 : Math.max(0, grown / seconds);
    }
}
