package junretsu.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import junretsu.base.Clock;

/** Reads a server's counts over HTTP. To be used by one thread; {@link #hurry} may be called by any. */
public final class CountsReader {
    private static final String COUNTS_PATH = "/api/counts";

    private static final int TIMEOUT_MS = 5_000;
    private static final int TIMEOUT_HURRIED_MS = 2_000;
    private static final int ATTEMPTS = 3;
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * A server may sample some of its counts, ten times a second: that many equal reads are longer than a sample's age.
     */
    private static final int EQUAL_READS = 4;

    private static final long STILL_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long STILL_LIMIT_HURRIED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final URI counts;
    private final List<String> names;
    private final Clock clock;
    private volatile boolean isHurried;

    /**
     * @param server such as {@code http://127.0.0.1:8080}
     * @param names of the counts, as {@link NamedCounts#parse} takes them
     */
    public CountsReader(URI server, List<String> names, Clock clock) {
        this.counts = URI.create(server.toString().replaceAll("(" + COUNTS_PATH + ")?/*$", "") + COUNTS_PATH);
        this.names = List.copyOf(names);
        this.clock = clock;
    }

    /** The address that is read. */
    public URI location() {
        return counts;
    }

    /** Shortens reads from now on, for a user who wants an end: one try, and a wait of two seconds at most. */
    public void hurry() {
        isHurried = true;
    }

    /** @throws IOException whose message says what was wrong, when it does not answer or is no server of the kind */
    public NamedCounts read() throws IOException {
        int attempt = 0;
        while (true) {
            attempt++;
            try {
                return NamedCounts.parse(get(), names);
            } catch (IllegalArgumentException e) {
                throw new IOException("what it shows is not such a server's counts: " + e.getMessage(), e);
            } catch (IOException e) {
                if (e instanceof ConnectException || attempt == ATTEMPTS || isHurried) {
                    throw e;
                }
            }
        }
    }

    /**
     * Waits until the counts stand still, for at most ten seconds.
     *
     * @param isComplete returns true when nothing more can come, so that waiting is needless
     */
    public NamedCounts readWhenStill(Predicate<NamedCounts> isComplete) throws IOException {
        long startNanos = clock.nanoTime();
        NamedCounts last = read();
        int equal = 1;
        while (equal < EQUAL_READS && !isComplete.test(last) && clock.nanoTime() - startNanos < stillLimitNanos()) {
            LockSupport.parkNanos(INTERVAL_NANOS);
            NamedCounts next = read();
            equal = next.isSame(last) ? equal + 1 : 1;
            last = next;
        }
        return last;
    }

    private long stillLimitNanos() {
        return isHurried ? STILL_LIMIT_HURRIED_NANOS : STILL_LIMIT_NANOS;
    }

    private String get() throws IOException {
        int timeoutMs = isHurried ? TIMEOUT_HURRIED_MS : TIMEOUT_MS;
        HttpURLConnection connection = (HttpURLConnection) counts.toURL().openConnection();
        connection.setConnectTimeout(timeoutMs);
        connection.setReadTimeout(timeoutMs);
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("it answers " + connection.getResponseCode());
        }
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
