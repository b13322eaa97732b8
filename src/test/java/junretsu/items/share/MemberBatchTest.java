package junretsu.items.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import junretsu.testing.Seed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberBatchTest {
    private final long seed = Seed.draw();

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "1000,1", "20000,100", "500,5000000", "200000,1000"})
    void eachTenantsItemsStandTogetherWhereverTheirNumbersAre(int items, int tenants) {
        Random random = new Random(seed);
        MemberBatch batch = new MemberBatch();
        for (int round = 0; round < 2; round++) {
            Map<Integer, Set<Long>> expected = new HashMap<>();
            for (int i = 0; i < items; i++) {
                int tenant = random.nextInt(tenants);
                batch.add(tenant, i, ~i);
                expected.computeIfAbsent(tenant, t -> new HashSet<>()).add((long) i);
            }
            batch.sort();
            assertThat(batch.size()).as("seed " + seed).isEqualTo(items);
            assertThat(read(batch)).as("seed " + seed).isEqualTo(expected);
            batch.clear();
        }
    }

    private static Map<Integer, Set<Long>> read(MemberBatch batch) {
        ByteBuffer members = ByteBuffer.wrap(batch.members()).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, Set<Long>> read = new HashMap<>();
        for (int from = 0, end; from < batch.size(); from = end) {
            end = batch.runEnd(from);
            Set<Long> ids = new HashSet<>();
            for (int i = from; i < end; i++) {
                assertThat(members.getLong(16 * i + 8)).isEqualTo(~members.getLong(16 * i));
                ids.add(members.getLong(16 * i));
            }
            assertThat(read.put(batch.tenant(from), ids)).as("a run of its own").isNull();
        }
        return read;
    }
}
