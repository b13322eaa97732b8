package junretsu.store;

import java.io.Closeable;
import java.io.IOException;

/**
 * A text that all nodes of an event share, with a version. Of several that replace the same version, one wins. Methods
 * may be called by any thread; they wait for the store, for as long as its timeout at most.
 */
public interface SharedText extends Closeable {

    /** @param version 0 for a text that is not there, and then the text is empty */
    record Versioned(long version, String text) {}

    /**
     * Returns the text as the store has it.
     *
     * @throws IOException whose message is a sentence, when the store does not answer
     */
    Versioned read() throws IOException;

    /**
     * Replaces the text when its version is still the expected one.
     *
     * @param expected version of the text that is to be replaced; 0 for none
     * @return null when it was replaced; otherwise the text that is there
     * @throws IOException whose message is a sentence, when the store does not answer; it may have replaced the text
     */
    Versioned replace(long expected, Versioned next) throws IOException;

    @Override
    void close();
}
