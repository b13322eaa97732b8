package junretsu.load.http;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Requests that failed, counted by reason, each with one example of the server's words. Not thread-safe. */
public final class ErrorReasons {
    private static final int DISTINCT_MAX = 64;
    private static final int EXAMPLE_CHARS_MAX = 200;
    private static final String FURTHER = "further reasons";

    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, String> examples = new TreeMap<>();
    private long count;

    /** Counts a request without an answer. */
    public void add(HttpFailure failure) {
        add(failure.getMessage(), 1, "");
    }

    /** Counts an answer by its status. */
    public void add(HttpAnswer answer) {
        add("answer " + answer.status(), answer);
    }

    /** Counts an answer by something else that is wrong with it. */
    public void add(String reason, HttpAnswer answer) {
        String key = key(reason);
        count++;
        counts.merge(key, 1L, Long::sum);
        if (!examples.containsKey(key)) {
            String text = answer.text().strip();
            examples.put(key, text.substring(0, Math.min(text.length(), EXAMPLE_CHARS_MAX)));
        }
    }

    /** Counts a request by what is wrong with its answer, with the words that show it. */
    public void add(String reason, String example) {
        add(reason, 1, example);
    }

    /** Counts all that another has counted. */
    public void add(ErrorReasons other) {
        other.counts.forEach((reason, count) -> add(reason, count, other.example(reason)));
    }

    /** The number of all. */
    public long count() {
        return count;
    }

    /** The counts by reason, in the order of the reasons. */
    public Map<String, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /** The server's words in one case of the reason; empty when it had none. */
    public String example(String reason) {
        return examples.getOrDefault(reason, "");
    }

    /** The reason that came most often, with an example; empty when there was none. */
    public String mostOften() {
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> ", most often: " + most.getKey() + quoted(example(most.getKey())))
                .orElse("");
    }

    private static String quoted(String example) {
        return example.isEmpty() ? "" : " '" + example + "'";
    }

    private void add(String reason, long times, String example) {
        String key = key(reason);
        count += times;
        counts.merge(key, times, Long::sum);
        if (!example.isEmpty()) {
            examples.putIfAbsent(key, example);
        }
    }

    private String key(String reason) {
        return counts.size() < DISTINCT_MAX || counts.containsKey(reason) ? reason : FURTHER;
    }
}
