package junretsu.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import junretsu.base.ManualClock;
import junretsu.testing.Seed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CountFlusherTest {
    private static final CountNames NAMES = new CountNames("test", List.of("a", "b"), 2);

    private final ManualClock clock = new ManualClock();
    private final ScriptedStores stores = new ScriptedStores();
    private final List<String> log = new ArrayList<>();
    private final StoreHealth health =
            new StoreHealth(new StoreWatch(log::add, log::add, log::add), 100_000_000, clock);
    private final Counters source = new Counters();
    private CountFlusher flusher;

    @BeforeEach
    void open() {
        flusher = flusher();
    }

    private CountFlusher flusher() {
        return new CountFlusher(
                stores,
                new CountedNode("node", NAMES, List::of, source),
                health,
                new FlushTimes(100_000_000, 1_000_000_000),
                clock,
                clock::advanceMillis);
    }

    @Test
    void handsOverAbsoluteCountsWheneverTheyChanged() {
        flusher.doWork();
        source.add(10);
        flusher.doWork();
        flusher.doWork();
        source.add(5);
        flusher.doWork();

        assertThat(stores.applied).containsExactly("live 0", "live 10", "live 15");
        assertThat(health.flushedTotal("live")).isEqualTo(15);
        assertThat(health.lagMs("live", 15)).isZero();
    }

    @Test
    void beginsWithWhatTheNodeHadWhenItStarted() {
        source.add(7);
        flusher.doWork();
        flusher.doWork();

        assertThat(stores.applied).containsExactly("live 0", "live 7");
    }

    @Test
    void showsOnceASecondThatItLivesWhenNothingChanged() {
        flusher.doWork();
        for (int i = 0; i < 30; i++) {
            clock.advanceMillis(100);
            flusher.doWork();
        }
        assertThat(stores.applied).hasSize(4).containsOnly("live 0");
    }

    @Test
    void waitsLongerAfterEachFailureUpToASecond() {
        stores.of("live").failNext(100);
        List<Long> attemptsAt = new ArrayList<>();
        for (int ms = 0; ms < 6_000; ms++) {
            if (flusher.doWork() > 0) {
                attemptsAt.add((long) ms);
            }
            clock.advanceMillis(1);
        }
        assertThat(attemptsAt).startsWith(0L, 50L, 150L, 350L, 750L, 1_550L, 2_550L, 3_550L);
        assertThat(health.lagMs("live", 1)).isGreaterThanOrEqualTo(6_000);
    }

    @Test
    void tellsEachChangeOfStateOnce() {
        flusher.doWork();
        stores.of("live").failNext(5);
        run(200, () -> source.add(1));

        assertThat(log).hasSize(2);
        assertThat(log.get(0)).contains("it is scripted").contains("counting goes on");
        assertThat(log.get(1)).contains("takes counts again").contains("after 'scripted'");
        assertThat(health.faults()).containsEntry("scripted", 5L);
        assertThat(health.flushesByResult()).containsEntry("refused", 5L);
    }

    @Test
    void endsWithAFlushOfWhatWasCountedLast() throws Exception {
        flusher.doWork();
        source.add(7);
        flusher.onClose();

        assertThat(health.flushedTotal()).isEqualTo(7);
        assertThat(stores.of("live").isClosed).isTrue();
        assertThat(source.isClosed).isTrue();
    }

    @Test
    void triesTheLastFlushUntilItsTimeIsUpAndNoLonger() throws Exception {
        flusher.doWork();
        source.add(7);
        stores.of("live").failNext(3);
        flusher.onClose();
        assertThat(health.flushedTotal()).isEqualTo(7);

        flusher = flusher();
        stores.of("live").failNext(1_000);
        long before = clock.epochMillis();
        flusher.onClose();
        assertThat(clock.epochMillis() - before).isBetween(1_000L, 2_100L);
        assertThat(stores.of("live").isClosed).isTrue();
    }

    @Test
    void losesNothingWhateverTheStoreAnswers() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            source.add(random.nextInt(3));
            if (random.nextInt(10) == 0) {
                stores.of(source.event).failNext(random.nextInt(4));
            }
            if (random.nextInt(200) == 0) {
                source.begin("round-" + i);
            }
            clock.advanceMillis(random.nextInt(300));
            flusher.doWork();
        }
        stores.of(source.event).failNext(0);
        run(100, () -> {});

        source.ended.forEach((event, counts) -> assertThat(health.flushedTotal(event))
                .as("%s, seed %d", event, seed)
                .isEqualTo(counts[0]));
        assertThat(health.flushedTotal(source.event)).as("seed %d", seed).isEqualTo(source.counts[0]);
    }

    @Test
    void handsEachEventToAStoreOfItsOwnAndTheLastCountsOfTheOneBeforeAfterIt() {
        source.add(10);
        run(2, () -> {});
        source.add(5);
        source.begin("song-2");
        source.add(3);
        flusher.doWork();

        assertThat(stores.applied).containsExactly("live 0", "live 10", "song-2 3", "live 15");
        assertThat(health.flushedTotal()).isEqualTo(18);
    }

    @Test
    void anEventThatCannotBeFlushedDoesNotHoldTheNextOneUp() {
        flusher.doWork();
        source.add(10);
        source.begin("song-2");
        stores.of("live").failNext(5);
        run(100, () -> source.add(1));

        assertThat(health.flushedTotal("song-2")).isEqualTo(100);
        assertThat(health.state()).isEqualTo("ok");
        assertThat(health.flushedTotal("live")).as("in the end").isEqualTo(10);
        assertThat(log)
                .filteredOn(line -> line.contains("'live', which has ended"))
                .hasSize(1);
    }

    @Test
    void changesNothingWhenTheNextEventsStoreCannotBeOpened() {
        source.add(10);
        run(2, () -> {});
        source.begin("song-2");
        source.add(3);
        stores.unopenable = "song-2";
        for (int i = 0; i < 40; i++) {
            clock.advanceMillis(100);
            assertThatThrownBy(flusher::doWork).isInstanceOf(IllegalStateException.class);
        }
        assertThat(stores.applied).containsExactly("live 0", "live 10");
        assertThat(health.state()).isEqualTo("stalled");
        assertThat(health.lagMs("song-2", 3)).isGreaterThanOrEqualTo(4_000);

        stores.unopenable = null;
        clock.advanceMillis(100);
        flusher.doWork();
        assertThat(stores.applied).containsExactly("live 0", "live 10", "song-2 3", "live 10");
        assertThat(health.state()).isEqualTo("ok");
    }

    @Test
    void flushesAllThatHaveEndedOnceAtTheStartAndAgainAfterALossOrAnAbsence() {
        for (int i = 1; i <= 25; i++) {
            source.add(i);
            source.begin("round-" + i);
        }
        flusher = flusher();
        flusher.doWork();
        assertThat(stores.applied).as("not all at once").hasSize(11).startsWith("round-25 0", "live 1", "round-1 2");
        run(5, () -> {});
        assertThat(endedFlushes()).hasSize(25).doesNotHaveDuplicates();

        stores.applied.clear();
        stores.of("round-25").loseNext(3);
        source.add(1);
        run(15, () -> {});
        assertThat(endedFlushes()).as("after a loss").hasSize(25);

        stores.applied.clear();
        stores.of("round-25").failNext(1);
        source.add(1);
        run(15, () -> {});
        assertThat(endedFlushes()).as("after an absence").hasSize(25);
    }

    @Test
    void tellsOfALossOnceWithItsNumberAndCountsIt() {
        flusher.doWork();
        source.add(1);
        stores.of("live").loseNext(1_500);
        run(20, () -> {});

        assertThat(log).hasSize(1);
        assertThat(log.get(0)).contains("1500 counts").contains("live");
        assertThat(health.lostCounts()).isEqualTo(1_500);
        assertThat(health.state()).isEqualTo("ok");
    }

    @Test
    void comesBackToAnEndedEventWhoseMilestonesAreNotDecidedYet() throws Exception {
        flusher.doWork();
        source.add(10);
        source.begin("song-2");
        stores.of("live").leaveUndecided(2);
        run(40, () -> {});

        assertThat(stores.applied).filteredOn("live 10"::equals).hasSize(3);
        flusher.onClose();
    }

    @Test
    void raisesTheCountersOfANodeThatStartedWithLessThanTheStoreHoldsOfIt() {
        source.add(1_000);
        flusher = flusher();
        stores.of("live").answer(new FlushOutcome.Behind(new long[] {5_000, 0}, "the store has more"));
        flusher.doWork();
        source.add(3_000);
        run(5, () -> {});

        assertThat(health.flushedTotal("live")).isEqualTo(8_000);
        assertThat(log).hasSize(2);
    }

    private List<String> endedFlushes() {
        return stores.applied.stream()
                .filter(flush -> !flush.startsWith("round-25 "))
                .toList();
    }

    private void run(int rounds, Runnable before) {
        for (int i = 0; i < rounds; i++) {
            before.run();
            clock.advanceMillis(100);
            flusher.doWork();
        }
    }

    /** Counters of events that come one after the other. */
    private static final class Counters implements FlushSource {
        String event = "live";
        long[] counts = new long[NAMES.size()];
        final Map<String, long[]> ended = new LinkedHashMap<>();
        boolean isClosed;

        void add(long n) {
            counts[0] += n;
        }

        void begin(String next) {
            ended.put(event, counts);
            event = next;
            counts = new long[NAMES.size()];
        }

        @Override
        public EventCounts current() {
            return new EventCounts(event, counts, List.of());
        }

        @Override
        public List<String> ended() {
            return List.copyOf(ended.keySet());
        }

        @Override
        public EventCounts ended(String name) {
            return new EventCounts(name, ended.get(name), List.of());
        }

        @Override
        public boolean takeOver(String name, long[] held) {
            counts[0] += held[0] - 1_000;
            return true;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
