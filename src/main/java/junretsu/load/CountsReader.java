package junretsu.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import junretsu.base.Clock;

/**
 * Reads a server's counts over HTTP. To be used by one thread.
 *
 * @param <T> what the service makes of them
 */
public final class CountsReader<T> {
    private static final String COUNTS_PATH = "/api/counts";

    private static final int TIMEOUT_MS = 5_000;
    private static final int ATTEMPTS = 3;
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A server looks at the kernel's drops ten times a second. */
    private static final int EQUAL_READS = 4;

    private static final long STILL_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final URI counts;
    private final Clock clock;
    private final Function<String, T> parser;
    private final BiPredicate<T, T> isSame;

    /**
     * @param server such as {@code http://127.0.0.1:8080}
     * @param parser of the JSON text; throws {@link IllegalArgumentException} when it is another service's
     * @param isSame whether nothing arrived between two reads
     */
    public CountsReader(URI server, Clock clock, Function<String, T> parser, BiPredicate<T, T> isSame) {
        this.parser = parser;
        this.isSame = isSame;
        this.counts = URI.create(server.toString().replaceAll("(" + COUNTS_PATH + ")?/*$", "") + COUNTS_PATH);
        this.clock = clock;
    }

    /** A server's address as users give it. @throws IllegalArgumentException whose message says what is accepted */
    public static URI parseServer(String text) {
        String accepted = "an http URL such as http://127.0.0.1:8080";
        try {
            URI url = new URI(text);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (java.net.URISyntaxException e) {
            throw new IllegalArgumentException(accepted, e);
        }
        throw new IllegalArgumentException(accepted);
    }

    public URI location() {
        return counts;
    }

    /** @throws IOException whose message says what was wrong, when it does not answer or is no server of the kind */
    public T read() throws IOException {
        IOException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return parser.apply(get());
            } catch (ConnectException e) {
                throw e;
            } catch (IllegalArgumentException | ClassCastException | IndexOutOfBoundsException e) {
                throw new IOException("what it shows is not such a server's counts: " + e.getMessage(), e);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    /**
     * Waits until the counts stand still, for at most ten seconds.
     *
     * @param isComplete tells that nothing more can come, which makes waiting needless
     */
    public T readWhenStill(Predicate<T> isComplete) throws IOException {
        long startNanos = clock.nanoTime();
        T last = read();
        int equal = 1;
        while (equal < EQUAL_READS && !isComplete.test(last) && clock.nanoTime() - startNanos < STILL_LIMIT_NANOS) {
            LockSupport.parkNanos(INTERVAL_NANOS);
            T next = read();
            equal = isSame.test(next, last) ? equal + 1 : 1;
            last = next;
        }
        return last;
    }

    private String get() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) counts.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("it answers " + connection.getResponseCode());
        }
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
