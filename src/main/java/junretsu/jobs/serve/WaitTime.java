package junretsu.jobs.serve;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import junretsu.config.Units;
import junretsu.web.BadRequest;
import junretsu.web.Request;

/** The time for which a client wants to wait for a job's end: {@code ?wait=20s}, or {@code Prefer: wait=20}. */
final class WaitTime {
    /** Below the time after which the server answers by itself. */
    static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(100);

    private static final int SECONDS_DIGITS_MAX = 9;

    private WaitTime() {}

    /**
     * Returns the nanoseconds, at most {@link #MAX_NANOS}; 0 for a client that does not want to wait.
     *
     * @throws BadRequest when the parameter is no time
     */
    static long nanos(Request request) {
        String query = request.query("wait");
        if (query != null) {
            return Math.min(MAX_NANOS, parse(query));
        }
        String prefer = request.header("Prefer");
        return prefer == null ? 0 : Math.min(MAX_NANOS, preferred(prefer));
    }

    private static long parse(String text) {
        if (isSeconds(text)) {
            return TimeUnit.SECONDS.toNanos(Long.parseLong(text));
        }
        try {
            return Units.nanos(text);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("wait", "wait is a time such as 20s or 500ms, or a number of seconds");
        }
    }

    /** A preference that is not understood is passed over (RFC 7240, section 2). */
    private static long preferred(String header) {
        for (String preference : header.split("[,;]")) {
            String[] pair = preference.strip().toLowerCase(Locale.ROOT).split("\\s*=\\s*", 2);
            if (pair[0].equals("wait") && pair.length == 2 && isSeconds(pair[1])) {
                return TimeUnit.SECONDS.toNanos(Long.parseLong(pair[1]));
            }
        }
        return 0;
    }

    private static boolean isSeconds(String text) {
        return !text.isEmpty()
                && text.length() <= SECONDS_DIGITS_MAX
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
