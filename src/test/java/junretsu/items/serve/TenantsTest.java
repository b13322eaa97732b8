package junretsu.items.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import junretsu.items.log.Tenant;
import org.junit.jupiter.api.Test;

class TenantsTest {
    private static final long MS = 86_400_000;

    private final Tenants tenants = new Tenants(new byte[16], 100);

    private CountedTenant of(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return tenants.of(bytes, 0, bytes.length);
    }

    private void count(CountedTenant tenant, int times) {
        for (int i = 0; i < times; i++) {
            tenant.addOne();
        }
        tenants.addItems(times);
    }

    private long sum() {
        return tenants.byName().values().stream()
                .mapToLong(CountedTenant::count)
                .sum();
    }

    @Test
    void theItemsOfAllAreTheSumOverTheTenantsWithoutTheirWindows() {
        List<Tenant> onDisk = List.of(
                new Tenant(0, "a", 0, Tenant.TOTAL), new Tenant(1, "a", 0, MS), new Tenant(2, "b", 0, Tenant.TOTAL));
        tenants.restore(onDisk, Map.of(), new long[] {7, 5, 3});
        assertThat(tenants.items()).isEqualTo(10).isEqualTo(sum());

        count(of("b"), 2);
        CountedTenant fresh = of("c");
        tenants.define(fresh, fresh.numbered(3), 0);
        count(fresh, 4);
        assertThat(tenants.items()).isEqualTo(16).isEqualTo(sum());
    }

    @Test
    void anErasedTenantsItemsAreNoneOfAll() {
        tenants.restore(
                List.of(new Tenant(0, "a", 0, Tenant.TOTAL), new Tenant(1, "b", 0, Tenant.TOTAL)),
                Map.of(),
                new long[] {7, 3});
        CountedTenant erased = tenants.get("a");
        tenants.erase(erased, 1);
        tenants.erase(erased, 1);
        assertThat(tenants.items()).isEqualTo(3).isEqualTo(sum());
        count(of("a"), 1);
        assertThat(tenants.items()).isEqualTo(4).isEqualTo(sum());
    }

    @Test
    void aWindowThatIsMadeWhileItsTenantIsErasedIsGoneWithIt() {
        CountedTenant total = of("a");
        CountedTenant before = tenants.window(total, MS);
        assertThat(tenants.isGone(before)).isFalse();
        tenants.erase(total, 1);
        CountedTenant after = tenants.window(total, 2 * MS);
        assertThat(tenants.isGone(before)).isTrue();
        assertThat(tenants.isGone(after)).isTrue();
        assertThat(after.isErased()).isTrue();
        assertThat(tenants.isGone(tenants.window(of("a"), MS))).isFalse();
    }
}
