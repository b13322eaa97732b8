package junretsu.items.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The tenants in the order of their numbers, on disk before their first item is. To be used by one thread. */
public final class TenantLog implements Closeable {

    /** All that were defined and not erased, by number. */
    public List<Tenant> tenants() {
        throw new UnsupportedOperationException();
    }

    /** The number that the next tenant gets. */
    public int nextNumber() {
        throw new UnsupportedOperationException();
    }

    /** Puts tenants on the disk: one write and one wait for all of them. */
    public void define(List<Tenant> tenants) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Puts on the disk that tenants are erased; their items in the log count no more. The next tenant of the name has at
     * least this generation.
     */
    public void erase(List<Tenant> tenants, long nextGeneration) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The generation of the next tenant of each name that was erased. */
    public Map<String, Long> generations() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {}
}
