package junretsu.votes.stage;

import java.io.IOException;
import junretsu.store.SharedText;

/** A shared text in memory, whose store is away when told to. */
final class FakeText implements SharedText {
    Versioned held = new Versioned(0, "");
    boolean isAway;
    int asked;

    void put(String text, long version) {
        held = new Versioned(version, text);
    }

    @Override
    public Versioned read() throws IOException {
        asked++;
        if (isAway) {
            throw new IOException("no answer");
        }
        return held;
    }

    @Override
    public Versioned replace(long expected, Versioned next) throws IOException {
        if (read().version() != expected) {
            return held;
        }
        held = next;
        return null;
    }

    @Override
    public void close() {}
}
