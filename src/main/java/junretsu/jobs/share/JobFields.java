package junretsu.jobs.share;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.JobState;

/**
 * The fields of a job's hash, as {@code jobs-head.lua} lists them.
 *
 * <pre>
 *   caller number priority state    as in {@link Job}; state in lower case
 *   posted started ended            Unix ms; not there before it is so
 *   cpu                             microseconds
 *   deaths                          since it was last put back
 *   died                            a sentence a line; "@MS " before one of a script stands for that time
 *   fence instance                  of the turn under way or the last one
 *   primes rest proven              of the result: with spaces between; '' for none; 1 or 0
 *   by                              word of the question that cancelled it, or put it back last
 *   kept                            1 once a node has acknowledged it that did not take it in
 * </pre>
 */
final class JobFields {
    private JobFields() {}

    /**
     * Returns the job of a hash.
     *
     * @param fields of HGETALL
     * @return null when there is none
     * @throws ClassCastException, NumberFormatException or IllegalArgumentException when it is none
     */
    static Job job(JobId id, Object fields) {
        Map<String, String> hash = hash((List<?>) fields);
        if (!hash.containsKey("caller") || !hash.containsKey("state") || !hash.containsKey("number")) {
            return null;
        }
        JobState state = JobState.valueOf(hash.get("state").toUpperCase(Locale.ROOT));
        boolean hasResult = state == JobState.COMPLETED || state == JobState.PARTIAL;
        return new Job(
                id,
                hash.get("caller"),
                hash.get("number"),
                Integer.parseInt(hash.getOrDefault("priority", "5")),
                state,
                number(hash.get("posted")),
                number(hash.get("started")),
                state.isFinal() ? number(hash.get("ended")) : 0,
                nanos(hash.get("cpu")),
                deaths(hash.getOrDefault("died", "")),
                hasResult ? result(hash) : null);
    }

    private static JobResult result(Map<String, String> hash) {
        String primes = hash.getOrDefault("primes", "");
        String rest = hash.getOrDefault("rest", "");
        return new JobResult(
                primes.isEmpty() ? List.of() : List.of(primes.split(" ")),
                rest.isEmpty() ? null : rest,
                "1".equals(hash.get("proven")));
    }

    /** The four words with which a result goes to {@code jobs-turn.lua}. */
    static List<String> words(JobResult result) {
        JobState state = result.rest() == null ? JobState.COMPLETED : JobState.PARTIAL;
        return List.of(
                state.text(),
                String.join(" ", result.primes()),
                result.rest() == null ? "" : result.rest(),
                result.proven() ? "1" : "0");
    }

    /** The sentences of a field {@code died}. */
    static List<String> deaths(String died) {
        List<String> sentences = new ArrayList<>();
        for (String line : died.isEmpty() ? new String[0] : died.split("\n")) {
            int space = line.indexOf(' ');
            sentences.add(
                    line.startsWith("@") && space > 1
                            ? Instant.ofEpochMilli(Long.parseLong(line.substring(1, space))) + ":"
                                    + line.substring(space)
                            : line);
        }
        return sentences;
    }

    /** A sentence as a line of the field {@code died}. */
    static String line(String sentence) {
        return sentence.replace('\n', ' ');
    }

    /** Microseconds in decimal as nanoseconds; 0 for null. */
    static long nanos(String micros) {
        return micros == null || micros.isEmpty() ? 0 : Math.round(Double.parseDouble(micros) * 1_000);
    }

    /** Nanoseconds as microseconds in decimal. */
    static String micros(long nanos) {
        return nanos / 1_000 + "." + String.format(Locale.ROOT, "%03d", nanos % 1_000);
    }

    /** A whole number; 0 for null or an empty word. */
    static long number(String word) {
        return word == null || word.isEmpty() ? 0 : Long.parseLong(word);
    }

    /** A word of a reply. */
    static String text(Object word) {
        return word instanceof Long number
                ? number.toString()
                : word == null ? "" : new String((byte[]) word, StandardCharsets.UTF_8);
    }

    private static Map<String, String> hash(List<?> flat) {
        Map<String, String> hash = new HashMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            hash.put(text(flat.get(i)), text(flat.get(i + 1)));
        }
        return hash;
    }
}
