package junretsu.votes.blast;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import junretsu.base.Clock;
import junretsu.votes.VoteWire;

/** Reads a server's counts over HTTP. To be used by one thread. */
final class CountsReader {
    private static final int TIMEOUT_MS = 5_000;
    private static final int ATTEMPTS = 3;
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A server looks at the kernel's drops ten times a second. */
    private static final int EQUAL_READS = 4;

    private static final long STILL_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final URI counts;
    private final Clock clock;

    /** @param server such as {@code http://127.0.0.1:8080} */
    CountsReader(URI server, Clock clock) {
        this.counts = URI.create(
                server.toString().replaceAll("(" + VoteWire.COUNTS_PATH + ")?/*$", "") + VoteWire.COUNTS_PATH);
        this.clock = clock;
    }

    URI location() {
        return counts;
    }

    /** @throws IOException whose message says what was wrong, when it does not answer or is no votes server */
    ServerCounts read() throws IOException {
        IOException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return ServerCounts.parse(get());
            } catch (ConnectException e) {
                throw e;
            } catch (IllegalArgumentException | ClassCastException | IndexOutOfBoundsException e) {
                throw new IOException("what it shows is not a votes server's counts: " + e.getMessage(), e);
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
    ServerCounts readWhenStill(Predicate<ServerCounts> isComplete) throws IOException {
        long startNanos = clock.nanoTime();
        ServerCounts last = read();
        int equal = 1;
        while (equal < EQUAL_READS && !isComplete.test(last) && clock.nanoTime() - startNanos < STILL_LIMIT_NANOS) {
            LockSupport.parkNanos(INTERVAL_NANOS);
            ServerCounts next = read();
            equal = next.isSame(last) ? equal + 1 : 1;
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
