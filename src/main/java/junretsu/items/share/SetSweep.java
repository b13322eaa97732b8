package junretsu.items.share;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
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

    private Iterator<Tenant> rest = Collections.emptyIterator();

    /** Ends of the iteration that are to be met without a pause. */
    private int hurriedEnds;

    private boolean hasTime;
    private long notBeforeNanos;

    /** Begins anew, in a hurry. */
    void restart() {
        rest = Collections.emptyIterator();
        hurry();
    }

    /** Looks at all of them once without a pause. */
    void hurry() {
        hurriedEnds = rest.hasNext() ? 2 : 1;
    }

    /** Returns the tenants to look at now, maybe none. */
    List<Tenant> next(ShareSource source, long nowNanos) {
        if (hurriedEnds == 0 && hasTime && nowNanos - notBeforeNanos < 0) {
            return List.of();
        }
        hasTime = true;
        notBeforeNanos = nowNanos + PAUSE_NANOS;
        int size = source.tenants().size();
        int slice = hurriedEnds > 0 ? SLICE_MAX : Math.max(SLICE_MIN, Math.min(SLICE_MAX, size / SLICES));
        List<Tenant> tenants = new ArrayList<>();
        for (int i = Math.min(slice, size); i > 0; i--) {
            rest = rest.hasNext() ? rest : source.tenants().iterator();
            if (rest.hasNext()) {
                tenants.add(rest.next());
            }
            if (!rest.hasNext() && hurriedEnds > 0) {
                hurriedEnds--;
            }
        }
        return tenants;
    }
}
