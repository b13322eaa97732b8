package junretsu.items.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BatchPoolTest {
    private static final int BYTES_MAX = 1 << 20;

    private final CountedTenant tenant = new Tenants(new byte[16], 1).of(new byte[] {'t'}, 0, 1);
    private final byte[] id = "an ID of some length".getBytes(StandardCharsets.UTF_8);

    @Test
    void holdsNoMoreThanThereIsMemoryForAndAllOfItAgainWhenThatIsGivenBack() {
        for (boolean keepsIds : new boolean[] {true, false}) {
            BatchPool pool = new BatchPool(BYTES_MAX);
            ItemBatch first = pool.take().reset(null, keepsIds);
            assertThatThrownBy(() -> fill(first, 1_000_000))
                    .isInstanceOf(BadItem.class)
                    .hasMessageContaining("memory");
            int most = first.size();
            ItemBatch second = pool.take().reset(null, keepsIds);
            assertThatThrownBy(() -> fill(second, most)).isInstanceOf(BadItem.class);
            assertThat(pool.usedBytes())
                    .isEqualTo(first.bytes() + second.bytes())
                    .isLessThanOrEqualTo(BYTES_MAX);
            pool.giveBack(first);
            pool.giveBack(second);
            assertThat(pool.usedBytes()).isZero();
            ItemBatch third = pool.take().reset(null, keepsIds);
            fill(third, most);
            pool.giveBack(third);
            assertThat(pool.usedBytes()).isZero();
        }
    }

    private void fill(ItemBatch batch, int items) {
        for (int i = 0; i < items; i++) {
            batch.add(tenant, id, 0, id.length);
        }
    }
}
