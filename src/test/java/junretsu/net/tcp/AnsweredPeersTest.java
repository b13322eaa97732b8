package junretsu.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnsweredPeersTest {
    private static final int PEERS = 6;
    private static final int THREADS = 3;
    private static final int ENTRIES = 1_500_000;

    @Test
    void handsOverEachOnceTheLastOneFirst() {
        List<AnsweredPeers.Place> places = places();
        AnsweredPeers answered = new AnsweredPeers();
        assertThat(answered.isEmpty()).isTrue();
        assertThat(answered.add(places.get(0))).isTrue();
        assertThat(answered.add(places.get(1))).isTrue();
        assertThat(answered.add(places.get(0))).isFalse();
        assertThat(drained(answered)).containsExactly(places.get(1), places.get(0));
        assertThat(answered.isEmpty()).isTrue();
        assertThat(answered.add(places.get(0))).isTrue();
        assertThat(drained(answered)).containsExactly(places.get(0));
    }

    @Test
    void noneIsForgottenThatManyThreadsEnterWhileItIsDrained() throws Exception {
        long seed = Seed.draw();
        List<AnsweredPeers.Place> places = places();
        AnsweredPeers answered = new AnsweredPeers();
        AtomicIntegerArray entered = new AtomicIntegerArray(PEERS);
        int[] seen = new int[PEERS];
        Thread[] threads = new Thread[THREADS];
        for (int t = 0; t < THREADS; t++) {
            Random random = new Random(seed + t);
            threads[t] = new Thread(() -> {
                for (int i = 0; i < ENTRIES; i++) {
                    int peer = random.nextInt(PEERS);
                    entered.incrementAndGet(peer);
                    answered.add(places.get(peer));
                }
            });
            threads[t].start();
        }
        while (Arrays.stream(threads).anyMatch(Thread::isAlive)) {
            see(answered, places, entered, seen);
        }
        see(answered, places, entered, seen);
        assertThat(seen)
                .as("seed %d", seed)
                .containsExactly(IntStream.range(0, PEERS).map(entered::get).toArray());
    }

    private static void see(
            AnsweredPeers answered, List<AnsweredPeers.Place> places, AtomicIntegerArray entered, int[] seen) {
        answered.drain(place -> {
            int number = places.indexOf(place);
            seen[number] = entered.get(number);
        });
    }

    private static List<AnsweredPeers.Place> places() {
        return Stream.generate(() -> new AnsweredPeers.Place(null)).limit(PEERS).toList();
    }

    private static List<AnsweredPeers.Place> drained(AnsweredPeers answered) {
        List<AnsweredPeers.Place> drained = new ArrayList<>();
        answered.drain(drained::add);
        return drained;
    }
}
