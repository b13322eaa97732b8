package junretsu.items.serve;

/**
 * Holds the batches of a group against what their tenants may have. A batch that would be too much is not taken at all.
 * For the committer alone.
 */
final class Quotas {
    private final Access access;

    Quotas(Access access) {
        this.access = access;
    }

    /**
     * Takes a batch's new entries into the group under way.
     *
     * @return a sentence about the tenant that would have too many, and then nothing was taken; null when all is well
     */
    String plan(ItemBatch batch) {
        for (int i = 0; access.hasQuotas() && i < batch.size(); i++) {
            CountedTenant tenant = batch.tenant(i);
            if (batch.isNew()[i] && !tenant.isWindow()) {
                long quota = access.quota(tenant);
                if (tenant.plan(1) > quota && quota > 0) {
                    unplan(batch, i + 1);
                    return "the tenant '" + tenant.name() + "' may have " + quota + " items, has " + tenant.count()
                            + ", and this body has more for it; nothing of it was taken";
                }
            }
        }
        return null;
    }

    /** Ends the group for a batch, be it committed or not. */
    void end(ItemBatch batch) {
        if (access.hasQuotas()) {
            unplan(batch, batch.size());
        }
    }

    private static void unplan(ItemBatch batch, int size) {
        for (int i = 0; i < size; i++) {
            if (batch.isNew()[i] && !batch.tenant(i).isWindow()) {
                batch.tenant(i).plan(-1);
            }
        }
    }
}
