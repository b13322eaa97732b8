package junretsu.items.share;

import java.util.ArrayList;
import java.util.List;
import junretsu.items.log.Tenant;

/**
 * Chooses the tenants whose sets are looked at next: all of them in turn, slowly while nothing is suspected, else as
 * fast as it goes. To be used by one thread.
 */
final class SetSweep {
    private static final long PAUSE_NANOS = 250_000_000;

    /** Pauses in which all are looked at, if they are not too many. */
    private static final int SLICES = 8;

    private static final int SLICE_MIN = 64;
    private static final int SLICE_MAX = 2_000;

    private int next;
    private int hurryLeft;
    private boolean isHurried;
    private boolean hasTime;
    private long notBeforeNanos;

    /** Begins anew, in a hurry. */
    void restart() {
        next = 0;
        hurry();
    }

    /** Looks at all of them once without a pause. */
    void hurry() {
        isHurried = true;
    }

    /** Returns the tenants to look at now, maybe none. */
    List<Tenant> next(ShareSource source, long nowNanos) {
        int size = source.nextTenant();
        if (isHurried) {
            isHurried = false;
            hurryLeft = size;
        }
        if (hurryLeft <= 0 && hasTime && nowNanos - notBeforeNanos < 0) {
            return List.of();
        }
        hasTime = true;
        notBeforeNanos = nowNanos + PAUSE_NANOS;
        int slice = hurryLeft > 0 ? SLICE_MAX : Math.max(SLICE_MIN, Math.min(SLICE_MAX, size / SLICES));
        List<Tenant> tenants = new ArrayList<>();
        for (int i = Math.min(slice, size); i > 0; i--) {
            next = next >= size ? 0 : next;
            Tenant tenant = source.tenant(next++);
            if (tenant != null) {
                tenants.add(tenant);
            }
        }
        hurryLeft -= slice;
        return tenants;
    }
}
