package junretsu.items.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import junretsu.items.log.ItemFiles;
import junretsu.items.log.Tenant;

/** Erases tenants: on the disk first, then in what is counted. To be used by the committer's thread alone. */
final class Erasure {
    private final ItemFiles files;
    private final Tenants tenants;
    private final Eraser eraser;

    /** @param eraser gives memory and disk back, later */
    Erasure(ItemFiles files, Tenants tenants, Eraser eraser) {
        this.files = files;
        this.tenants = tenants;
        this.eraser = eraser;
    }

    /** Erases a tenant with its windows; returns how many items it had. */
    long of(String name) {
        CountedTenant tenant = tenants.get(name);
        if (tenant == null) {
            return 0;
        }
        long items = tenant.count();
        upTo(name, tenant.generation() + 1);
        return items;
    }

    /**
     * Erases what a name has of earlier generations than this.
     *
     * @return those that were erased, windows included
     * @throws UncheckedIOException when the disk did not take it; then nothing is erased
     */
    List<Tenant> upTo(String name, long generation) {
        CountedTenant tenant = tenants.get(name);
        if (tenant == null || tenant.generation() >= generation) {
            tenants.raiseGeneration(name, generation);
            return List.of();
        }
        List<Tenant> gone = new ArrayList<>();
        gone.add(tenant.defined());
        tenant.windows().values().forEach(window -> gone.add(window.defined()));
        gone.removeIf(one -> one == null || files.tenants().isErased(one.number()));
        try {
            files.tenants().erase(gone, generation);
        } catch (IOException e) {
            throw new UncheckedIOException("the disk did not take it, so nothing is erased: " + e.getMessage(), e);
        }
        tenants.erase(tenant, generation);
        gone.forEach(one -> eraser.add(one.number()));
        return gone;
    }
}
