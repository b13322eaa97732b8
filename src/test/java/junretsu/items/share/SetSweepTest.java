package junretsu.items.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import junretsu.items.log.Tenant;
import org.junit.jupiter.api.Test;

class SetSweepTest {
    private static final long PAUSE_NANOS = 250_000_000;

    private final MemoryNode node = new MemoryNode("n");
    private final SetSweep sweep = new SetSweep();

    @Test
    void theFewTenantsThatAreLeftAreLookedAtAtOnceHoweverManyThereWere() {
        for (int i = 0; i < 5_000; i++) {
            node.commit("gone-" + i, SharingNode.ids(0, 1));
        }
        for (int i = 0; i < 10; i++) {
            node.commit("left-" + i, SharingNode.ids(0, 1));
        }
        for (int i = 0; i < 5_000; i++) {
            node.erased("gone-" + i, 1);
        }
        assertThat(sweep.next(node, 0)).hasSize(10).doesNotHaveDuplicates();
        assertThat(sweep.next(node, PAUSE_NANOS - 1)).isEmpty();
        assertThat(sweep.next(node, PAUSE_NANOS)).hasSize(10);
    }

    @Test
    void inAHurryAllAreLookedAtWithoutAPauseAlsoThoseThatHadTheirTurnJustBefore() {
        for (int i = 0; i < 5_000; i++) {
            node.commit("t-" + i, SharingNode.ids(0, 1));
        }
        int slice = sweep.next(node, 0).size();
        assertThat(slice).isLessThan(5_000);
        sweep.hurry();
        Set<String> looked = new HashSet<>();
        int rounds = 0;
        for (List<Tenant> next = sweep.next(node, 1); !next.isEmpty(); next = sweep.next(node, 1)) {
            next.forEach(tenant -> looked.add(tenant.name()));
            rounds++;
        }
        assertThat(looked).hasSize(5_000);
        assertThat(rounds).isLessThan(10);
    }
}
