package junretsu.votes.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.store.EventTotals;
import junretsu.store.FlushOutcome;
import junretsu.store.MilestonePassed;
import junretsu.store.Store;
import junretsu.store.StoreHealth;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteCells;
import junretsu.votes.milestones.MilestoneLog;
import junretsu.votes.milestones.Milestones;
import junretsu.votes.milestones.NodeAtStart;
import junretsu.votes.rounds.RoundLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyFlusherTest {
    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private final ScriptedStore store = new ScriptedStore();
    private final List<String> log = new ArrayList<>();
    private final StoreHealth health = new StoreHealth(log::add, clock);
    private final Map<String, ScriptedStore> stores = new HashMap<>();
    private CounterFile file;
    private RoundLog rounds;
    private MilestoneLog milestoneLog;
    private TallyFlusher flusher;

    @BeforeEach
    void open() throws Exception {
        file = CounterFile.open(directory, VoteCells.LAYOUT, "live", 0);
        rounds = RoundLog.open(directory, file);
        milestoneLog = MilestoneLog.open(directory);
        flusher = flusher();
    }

    private TallyFlusher flusher() {
        Milestones board = new Milestones(
                List.of(),
                milestoneLog,
                new NodeAtStart("node", 0, Map.of()),
                entry -> {},
                () -> {},
                new DistinctErrors(log::add, clock));
        return new TallyFlusher(
                file,
                rounds,
                board,
                round ->
                        stores.computeIfAbsent(round.name(), name -> name.equals("live") ? store : new ScriptedStore()),
                health,
                1_000_000_000,
                clock);
    }

    @AfterEach
    void close() throws Exception {
        milestoneLog.close();
        rounds.close();
        file.close();
    }

    @Test
    void handsOverAbsoluteCountsWheneverTheyChanged() throws Exception {
        file.block(0).add(1, 10);
        flusher.doWork();
        file.block(5).add(1, 5);
        flusher.doWork();

        assertThat(store.totals).containsExactly(10L, 15L);
        assertThat(health.flushedTotal()).isEqualTo(15);
        assertThat(health.lagMs(15)).isZero();
    }

    @Test
    void showsOnceASecondThatItLivesWhenNothingChanged() throws Exception {
        flusher.doWork();
        for (int i = 0; i < 30; i++) {
            clock.advanceMillis(100);
            flusher.doWork();
        }
        assertThat(store.totals).containsExactly(0L, 0L, 0L, 0L);
    }

    @Test
    void waitsLongerAfterEachFailureUpToASecond() throws Exception {
        store.failNext(100);
        file.block(0).add(0, 1);
        List<Long> attemptsAt = new ArrayList<>();
        for (int ms = 0; ms < 6_000; ms++) {
            if (flusher.doWork() > 0) {
                attemptsAt.add((long) ms);
            }
            clock.advanceMillis(1);
        }
        assertThat(attemptsAt).startsWith(0L, 50L, 150L, 350L, 750L, 1_550L, 2_550L, 3_550L);
        assertThat(health.lagMs(1)).isGreaterThanOrEqualTo(6_000);
    }

    @Test
    void tellsEachChangeOfStateOnce() throws Exception {
        file.block(0).add(0, 1);
        flusher.doWork();
        store.failNext(5);
        for (int i = 0; i < 200; i++) {
            file.block(0).add(0, 1);
            clock.advanceMillis(100);
            flusher.doWork();
        }
        assertThat(log).hasSize(2);
        assertThat(log.get(0)).contains("it is scripted").contains("counting goes on");
        assertThat(log.get(1)).contains("takes counts again").contains("after 'scripted'");
        assertThat(health.faults()).containsEntry("scripted", 5L);
        assertThat(health.flushesByResult()).containsEntry("refused", 5L);
    }

    @Test
    void endsWithAFlushOfWhatWasCountedLast() throws Exception {
        flusher.doWork();
        file.block(0).add(0, 7);
        flusher.onClose();

        assertThat(health.flushedTotal()).isEqualTo(7);
        assertThat(store.closed).isTrue();
    }

    @Test
    void losesNothingWhateverTheStoreAnswers() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long counted = 0;
        for (int i = 0; i < 2_000; i++) {
            int votes = random.nextInt(3);
            file.block(random.nextInt(4)).add(random.nextInt(256), votes);
            counted += votes;
            if (random.nextInt(10) == 0) {
                store.failNext(random.nextInt(4));
            }
            clock.advanceMillis(random.nextInt(300));
            flusher.doWork();
        }
        store.failNext(0);
        clock.advanceMillis(5_000);
        flusher.doWork();

        assertThat(health.flushedTotal()).as("seed %d", seed).isEqualTo(counted);
        assertThat(store.totals.get(store.totals.size() - 1))
                .as("seed %d", seed)
                .isEqualTo(counted);
    }

    @Test
    void handsEachRoundToAStoreOfItsOwnOnceTheOneBeforeHasAll() throws Exception {
        file.block(0).add(1, 10);
        flusher.doWork();
        file.block(0).add(1, 5);
        begin("song-2");
        file.block(0).add(1, 3);
        store.failNext(2);
        for (int i = 0; i < 20; i++) {
            clock.advanceMillis(100);
            flusher.doWork();
        }
        assertThat(store.totals).containsExactly(10L, 15L);
        assertThat(store.closed).isTrue();
        assertThat(stores.get("song-2").totals).contains(3L).doesNotContain(15L, 18L);
        assertThat(health.flushedTotal()).isEqualTo(18);
    }

    @Test
    void goesOnAfterARestartWithTheFirstRoundThatIsNotFlushed() throws Exception {
        file.block(0).add(1, 10);
        begin("song-2");
        file.block(0).add(1, 3);
        begin("song-3");
        file.block(0).add(1, 4);
        flusher.doWork();
        rounds.close();
        rounds = RoundLog.open(directory, file);
        store.totals.clear();
        flusher = flusher();
        for (int i = 0; i < 10; i++) {
            clock.advanceMillis(100);
            flusher.doWork();
        }
        assertThat(store.totals).as("flushed before").isEmpty();
        assertThat(stores.get("song-2").totals).contains(3L);
        assertThat(stores.get("song-3").totals).contains(4L);
        assertThat(health.flushedTotal()).isEqualTo(17);
    }

    private void begin(String name) throws Exception {
        assertThat(rounds.begin(name, 1)).isNotNull();
    }

    /** A store that fails when told to, and remembers the totals it was handed otherwise. */
    private static final class ScriptedStore implements Store {
        final List<Long> totals = new ArrayList<>();
        final Deque<FlushOutcome> failures = new ArrayDeque<>();
        boolean closed;

        void failNext(int flushes) {
            failures.clear();
            for (int i = 0; i < flushes; i++) {
                failures.add(new FlushOutcome.Refused("scripted", "it is scripted to fail"));
            }
        }

        @Override
        public String kind() {
            return "scripted";
        }

        @Override
        public String location() {
            return "scripted";
        }

        @Override
        public boolean isShared() {
            return false;
        }

        @Override
        public FlushOutcome flush(long[] counts, List<MilestonePassed> known) {
            if (!failures.isEmpty()) {
                return failures.poll();
            }
            long total = java.util.Arrays.stream(counts).sum();
            totals.add(total);
            return new FlushOutcome.Applied(new EventTotals(total, counts.clone()), known);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
