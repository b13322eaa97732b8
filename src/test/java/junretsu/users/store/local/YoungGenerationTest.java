package junretsu.users.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import junretsu.testing.Seed;
import junretsu.users.store.AccountTable;
import org.junit.jupiter.api.Test;

class YoungGenerationTest {
    private final YoungGeneration generation = new YoungGeneration();

    private record Login(long id, long key, String username) {}

    private static byte[] hash(long key) {
        return ByteBuffer.allocate(32).putLong(key).array();
    }

    private long[] ids(String username) {
        LongStream.Builder ids = LongStream.builder();
        generation.collect(username, ids);
        return ids.build().toArray();
    }

    /** Beside a list that is searched from end to end, over two uses of the same memory. */
    @Test
    void knowsWhatIsThere() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        for (int use = 0; use < 2; use++) {
            List<Login> logins = new ArrayList<>();
            for (int id = 1; id <= 5_000; id++) {
                long key = random.nextInt(10) == 0 && !logins.isEmpty()
                        ? logins.get(random.nextInt(logins.size())).key
                        : random.nextLong();
                String username = "u" + random.nextInt(id % 100 == 0 ? 1_000_000 : 50);
                generation.add(id, hash(key), username);
                logins.removeIf(login -> login.key == key);
                logins.add(new Login(id, key, username));
                if (random.nextInt(3) == 0) {
                    generation.remove(hash(logins.remove(random.nextInt(logins.size())).key));
                    generation.remove(hash(random.nextLong()));
                }
            }
            check(logins, Seed.flag(seed));
            assertThat(generation.size()).isEqualTo(5_000);
            logins.forEach(login -> generation.remove(hash(login.key)));
            assertThat(generation.isEmpty()).isTrue();
            assertThat(ids("u1")).isEmpty();
            generation.clear();
        }
    }

    private void check(List<Login> logins, String flag) {
        for (Login login : logins) {
            assertThat(generation.id(hash(login.key))).as(flag).isEqualTo(login.id);
            assertThat(ids(login.username))
                    .as(flag)
                    .containsExactly(logins.stream()
                            .filter(other -> other.username.equals(login.username))
                            .mapToLong(Login::id)
                            .map(id -> -id)
                            .sorted()
                            .map(id -> -id)
                            .toArray());
        }
        assertThat(written(generation.placesByKey()))
                .as(flag)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(entries(logins, Comparator.comparing(Login::key)));
        assertThat(written(generation.placesByUser()))
                .as(flag)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(
                        entries(logins, Comparator.comparing(Login::username).thenComparing(Login::id)));
    }

    private List<YoungGeneration.Entry> written(int[] places) {
        return Arrays.stream(places)
                .mapToObj(generation::entry)
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<YoungGeneration.Entry> entries(List<Login> logins, Comparator<Login> order) {
        return logins.stream()
                .sorted(order)
                .map(login -> new YoungGeneration.Entry(login.id, login.key, AccountTable.key(login.username)))
                .toList();
    }
}
