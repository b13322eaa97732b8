package junretsu.items.set;

import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import junretsu.testing.Seed;
import org.junit.jupiter.api.RepeatedTest;

/** Runs a set beside a HashSet, through calls in random order. */
class FingerprintSetModelTest {
    private record Fingerprint(long first, long second) {}

    private final long seed = Seed.draw();
    private final Random random = new Random(seed);
    private final Set<Fingerprint> model = new HashSet<>();
    private FingerprintSet set = new FingerprintSet();

    @RepeatedTest(10)
    void doesAsAPlainSetDoes() throws IOException {
        int countMax = random.nextBoolean() ? 10 : 1_000;
        for (int step = 0; step < 200; step++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3, 4 -> add(batch(countMax));
                case 5, 6, 7 -> remove(batch(countMax));
                case 8 -> look(batch(countMax));
                default -> copy();
            }
            check(set.size() == model.size());
        }
        for (Fingerprint one : model) {
            check(set.contains(one.first, one.second));
        }
    }

    private void check(boolean isRight) {
        if (!isRight) {
            fail("seed %d", seed);
        }
    }

    private Fingerprint[] batch(int countMax) {
        Fingerprint[] batch = new Fingerprint[random.nextInt(countMax + 1)];
        for (int i = 0; i < batch.length; i++) {
            batch[i] = random();
        }
        return batch;
    }

    /** Half of them from few, so that they meet again; many of those share a home, at a table's end, too. */
    private Fingerprint random() {
        long second = random.nextInt(3);
        return switch (random.nextInt(4)) {
            case 0 -> new Fingerprint(random.nextLong() | 1, random.nextLong());
            case 1 -> new Fingerprint(1 + random.nextInt(50), second);
            case 2 -> new Fingerprint(-1 - random.nextInt(50), second);
            default -> new Fingerprint((long) random.nextInt(2_000) - 1_000 << 53 | 1, second);
        };
    }

    private static long[] words(Fingerprint[] batch) {
        long[] words = new long[2 * batch.length + batch.length % 3];
        for (int i = 0; i < batch.length; i++) {
            words[2 * i] = batch[i].first;
            words[2 * i + 1] = batch[i].second;
        }
        return words;
    }

    private void add(Fingerprint[] batch) {
        boolean[] isNew = new boolean[batch.length];
        int added = set.addAll(words(batch), batch.length, isNew);
        int expected = 0;
        for (int i = 0; i < batch.length; i++) {
            boolean isExpected = model.add(batch[i]);
            expected += isExpected ? 1 : 0;
            check(isNew[i] == isExpected);
        }
        check(added == expected);
    }

    private void remove(Fingerprint[] batch) {
        int expected = 0;
        for (Fingerprint one : batch) {
            expected += model.remove(one) ? 1 : 0;
        }
        check(set.removeAll(words(batch), batch.length) == expected);
    }

    private void look(Fingerprint[] batch) {
        for (Fingerprint one : batch) {
            check(set.contains(one.first, one.second) == model.contains(one));
        }
    }

    private void copy() throws IOException {
        byte[] copy = Parts.copy(set);
        set.close();
        set = FingerprintSet.read(Channels.newChannel(new ByteArrayInputStream(copy)));
        check(Parts.copy(set).length == copy.length);
    }
}
