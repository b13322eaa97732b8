package junretsu.jobs.work;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import junretsu.jobs.queue.JobResult;

/**
 * The whole results that were found or asked for last, by their number: about 200 bytes each at 40 digits. Any thread
 * may call.
 */
final class ResultCache {
    private static final String PROVEN = "proven ";
    private static final String PROBABLE = "probable ";

    private final int size;
    private final Map<String, String> results;

    ResultCache(int size) {
        this.size = size;
        results = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > ResultCache.this.size;
            }
        };
    }

    /** The result of a number; null when it is not known. */
    JobResult find(String number) {
        String text;
        synchronized (results) {
            text = results.get(number);
        }
        if (text == null) {
            return null;
        }
        boolean isProven = text.startsWith(PROVEN);
        String primes = text.substring((isProven ? PROVEN : PROBABLE).length());
        return new JobResult(primes.isEmpty() ? List.of() : List.of(primes.split(" ")), null, isProven);
    }

    /** Keeps a result in which nothing is left. */
    void keep(String number, JobResult result) {
        if (size > 0) {
            String text = (result.proven() ? PROVEN : PROBABLE) + String.join(" ", result.primes());
            synchronized (results) {
                results.put(number, text);
            }
        }
    }
}
