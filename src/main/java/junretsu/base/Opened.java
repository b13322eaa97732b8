package junretsu.base;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Resources that are opened one after another and are of use only together. Closing it closes them, the last one first,
 * unless {@link #keep} was called; so a step that fails leaves nothing open:
 *
 * <pre>
 *   try (Opened opened = new Opened()) {
 *       log = opened.add(Log.open(path));
 *       listener = opened.add(Listener.bind(address));
 *       opened.keep();
 *   }
 * </pre>
 *
 * To be used by one thread.
 */
public final class Opened implements AutoCloseable {
    private final Deque<Closeable> resources = new ArrayDeque<>();

    /**
     * Takes charge of a resource and returns it. What is no {@link Closeable} comes as {@code arena::close}.
     *
     * @param resource null for one that is not needed
     */
    public <T extends Closeable> T add(T resource) {
        if (resource != null) {
            resources.push(resource);
        }
        return resource;
    }

    /** Leaves all resources open: from here on they are the caller's to close. */
    public void keep() {
        resources.clear();
    }

    /**
     * Closes all resources, the last one first, also when one of them fails to close. A second call does nothing.
     *
     * @throws RuntimeException the first failure, an IOException as an {@link UncheckedIOException}; further ones are
     *     suppressed by it
     */
    @Override
    public void close() {
        RuntimeException failure = null;
        while (!resources.isEmpty()) {
            RuntimeException next = closed(resources.pop());
            if (failure == null) {
                failure = next;
            } else if (next != null) {
                failure.addSuppressed(next);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Returns why it failed, or null. */
    private static RuntimeException closed(Closeable resource) {
        try {
            resource.close();
            return null;
        } catch (IOException e) {
            return new UncheckedIOException(e);
        } catch (RuntimeException e) {
            return e;
        }
    }
}
