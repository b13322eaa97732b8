package junretsu.votes.stage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.base.Sha256;

/**
 * The browsers that have sent the token: a random word for each, of which only the hash is kept, in memory. A session
 * ends after {@value #HOURS} hours, with the process, or when {@value #MAX} newer ones have begun. May be called by any
 * thread.
 */
final class DeskSessions {
    static final int HOURS = 12;
    private static final int MAX = 100;
    private static final int BYTES = 32;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<ByteBuffer, Long> begunNanos = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Long> eldest) {
            return size() > MAX;
        }
    };

    DeskSessions(Clock clock) {
        this.clock = clock;
    }

    /** Begins a session; returns its word, 43 characters of base64url. */
    String begin() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String word = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        synchronized (this) {
            begunNanos.put(hash(word), clock.nanoTime());
        }
        return word;
    }

    /** @param word null for none */
    synchronized boolean isKnown(String word) {
        Long begun = word == null ? null : begunNanos.get(hash(word));
        return begun != null && clock.nanoTime() - begun < TimeUnit.HOURS.toNanos(HOURS);
    }

    /** @param word null for none */
    synchronized void end(String word) {
        if (word != null) {
            begunNanos.remove(hash(word));
        }
    }

    synchronized void endAll() {
        begunNanos.clear();
    }

    private static ByteBuffer hash(String word) {
        return ByteBuffer.wrap(Sha256.hash(word.getBytes(StandardCharsets.UTF_8)));
    }
}
