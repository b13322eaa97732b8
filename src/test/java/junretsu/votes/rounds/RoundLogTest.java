package junretsu.votes.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import junretsu.config.StartException;
import junretsu.tally.CounterFile;
import junretsu.testing.Seed;
import junretsu.votes.VoteCells;
import junretsu.votes.VoteTally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundLogTest {
    private static final int RECEIVERS = 3;
    private static final int BUTTONS = 4;
    private static final int ROUNDS = 30;

    @TempDir
    Path directory;

    private CounterFile counters;
    private RoundLog rounds;
    private volatile Round followed;

    @BeforeEach
    void open() throws Exception {
        counters = CounterFile.open(directory, VoteCells.LAYOUT, "live", 1_000);
        rounds = RoundLog.open(directory, counters);
    }

    @AfterEach
    void close() throws Exception {
        rounds.close();
        counters.close();
    }

    @Test
    void aRoundHasWhatComesAfterItsBeginAndUpToTheNext() throws Exception {
        counters.block(0).add(1, 10);
        Round song = rounds.begin("song-2", 5_000);
        counters.block(1).add(1, 3);
        counters.block(1).add(2, 4);

        assertThat(rounds.current()).isSameAs(song);
        assertThat(rounds.rounds()).extracting(Round::name).containsExactly("live", "song-2");
        assertThat(song.before().total()).isEqualTo(10);
        assertThat(votesOf("song-2")).isEqualTo(7);
        assertThat(rounds.begin("song-2", 6_000))
                .as("a second one of that name")
                .isNull();
        assertThat(rounds.begin("live", 6_000)).as("the event's own name").isNull();
    }

    /** Begins, flushes, kills with a cut tail, against a model that knows the round of each vote. */
    @Test
    void eachVoteIsInExactlyOneRoundHoweverOftenItIsKilled() throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        Map<String, Long> expected = new LinkedHashMap<>(Map.of("live", 0L));
        for (int step = 0; step < 200; step++) {
            int votes = random.nextInt(1_000);
            counters.block(random.nextInt(3)).add(random.nextInt(BUTTONS), votes);
            expected.merge(rounds.current().name(), (long) votes, Long::sum);
            switch (random.nextInt(3)) {
                case 0 -> {
                    rounds.begin("song-" + step, step);
                    expected.put("song-" + step, 0L);
                }
                case 1 -> reopen(randomPart("round song-x 5 1000000 2000", random));
                default -> reopen("");
            }
            assertThat(votesByRound()).as("seed %d, step %d", seed, step).isEqualTo(expected);
        }
        assertThat(rounds.raisedVotes()).isZero();
    }

    @Test
    void countersThatAreOlderThanTheLastRoundAreRaisedToIt() throws Exception {
        counters.block(0).add(0, 100);
        counters.force();
        byte[] older = Files.readAllBytes(directory.resolve("counters"));
        counters.block(0).add(0, 900);
        counters.block(1).add(2, 50);
        counters.block(1).add(VoteCells.REJECTED, 8);
        rounds.begin("song-2", 1);
        counters.block(0).add(2, 5);
        close();
        Files.write(directory.resolve("counters"), older);
        open();

        assertThat(rounds.raisedVotes()).isEqualTo(950);
        assertThat(votesByRound()).containsExactly(Map.entry("live", 1_050L), Map.entry("song-2", 0L));
        assertThat(new VoteTally().merge(counters).rejected()).isEqualTo(8);
        reopen("");
        assertThat(rounds.raisedVotes()).isZero();
    }

    @Test
    void putsBackWhatTheStoreHasHadAndTheFileLacksOnce() throws Exception {
        counters.block(0).add(1, 1_000);
        rounds.begin("song-2", 1);
        counters.block(0).add(1, 200);
        counters.block(0).add(2, 7);
        reopen("");
        counters.block(0).add(1, 30);
        long[] stored = new long[256];
        stored[1] = 500;
        stored[2] = 5;
        stored[3] = 9;

        assertThat(rounds.restore(rounds.rounds().get(0), stored))
                .as("a round that has ended")
                .isZero();
        assertThat(rounds.restore(rounds.current(), stored)).isEqualTo(300 + 9);
        assertThat(rounds.restore(rounds.current(), stored)).as("a second time").isZero();
        long[] buttons = new VoteTally()
                .merge(counters)
                .subtract(rounds.current().before())
                .buttons();
        assertThat(Arrays.copyOf(buttons, 4)).containsExactly(0, 530, 7, 9);
    }

    @Test
    void refusesTheRoundsOfOtherCounters() throws Exception {
        rounds.begin("song-2", 1);
        close();
        Files.delete(directory.resolve("counters"));
        counters = CounterFile.open(directory, VoteCells.LAYOUT, "live", 1_000);
        assertThatThrownBy(() -> RoundLog.open(directory, counters))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("rounds divides the counts of another counter file")
                .hasMessageContaining("empty --data directory");
    }

    @Test
    void refusesAFileThatIsNoListOfRoundsAndLeavesItUnchanged() throws Exception {
        rounds.begin("song-2", 1);
        rounds.close();
        Path path = directory.resolve("rounds");
        String head = Files.readString(path).lines().findFirst().orElseThrow() + "\n";
        for (String bad : List.of(
                "hello\n",
                "round song-2 1 5\n",
                head + "hello\n",
                head + "round song-2\n",
                head + "round song-2 1 x\n",
                head + "round song-2 1 -5\n",
                head + "round song-2 1 5\nround song-3 2 4\n",
                head + "round song-2 1 5\nround song-2 2 6\n",
                head + "round song-2 1" + " 1".repeat(1_000) + "\n",
                head + "flushed song-2\n",
                head + "round song-2 1 99999999999999999999\n",
                head + "\n")) {
            Files.writeString(path, bad);
            assertThatThrownBy(() -> RoundLog.open(directory, counters))
                    .as(bad)
                    .isInstanceOf(StartException.class)
                    .hasMessageMatching(".*rounds is not a list of rounds: see its line [123]; move it away");
            assertThat(path).hasContent(bad);
        }
        Files.delete(path);
        rounds = RoundLog.open(directory, counters);
    }

    /** A round is written down under the log's own lock, for as long as the disk takes. */
    @Test
    void readersDoNotWaitForTheDisk() throws Exception {
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            synchronized (rounds) {
                assertThat(reader.submit(() -> rounds.current())
                                .get(10, TimeUnit.SECONDS)
                                .name())
                        .isEqualTo("live");
                assertThat(reader.submit(() -> rounds.rounds()).get(10, TimeUnit.SECONDS))
                        .hasSize(1);
            }
        } finally {
            reader.shutdown();
        }
    }

    /**
     * The cut under threads, as the flusher relies on it: it looks at the counters, then for a next round; a look
     * that finds none has seen no vote of a later round.
     */
    @Test
    void noLookBeforeTheNextRoundSeesItsVotes() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int slot = 0; slot < RECEIVERS; slot++) {
                int own = slot;
                threads.submit(() -> {
                    while (!threads.isShutdown()) {
                        counters.block(own).add(own, 1);
                    }
                });
            }
            Future<Long> flushed = threads.submit(this::followRounds);
            for (int i = 1; i < ROUNDS; i++) {
                while (rounds.current() != followed && !flushed.isDone()) {
                    Thread.onSpinWait();
                }
                rounds.begin("song-" + i, i);
            }
            long last = new VoteTally()
                    .merge(counters)
                    .subtract(rounds.current().before())
                    .total();
            assertThat(flushed.get()).isPositive();
            assertThat(last).isNotNegative();
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(votesByRound().values().stream().mapToLong(votes -> votes).sum())
                .isEqualTo(new VoteTally().merge(counters).total());
    }

    /**
     * Follows the rounds as the flusher does; fails when a round turns out to have less than was seen of it.
     *
     * @return votes of the rounds that have ended
     */
    private long followRounds() {
        VoteTally tally = new VoteTally();
        long flushed = 0;
        long seen = 0;
        followed = rounds.current();
        for (int ended = 0; ended < ROUNDS - 1; ) {
            tally.merge(counters);
            Round next = rounds.after(followed);
            if (next == null) {
                seen = tally.subtract(followed.before()).total();
                continue;
            }
            long all = tally.copy(next.before()).subtract(followed.before()).total();
            if (all < seen || seen < 0) {
                throw new AssertionError(followed.name() + " has " + all + " votes, but " + seen + " were seen of it");
            }
            flushed += all;
            seen = 0;
            ended++;
            followed = next;
        }
        assertThat(flushed).isEqualTo(followed.before().total());
        return flushed;
    }

    private Map<String, Long> votesByRound() {
        Map<String, Long> votes = new LinkedHashMap<>();
        rounds.rounds().forEach(round -> votes.put(round.name(), votesOf(round.name())));
        return votes;
    }

    private long votesOf(String name) {
        List<Round> all = rounds.rounds();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).name().equals(name)) {
                VoteTally end = i + 1 < all.size() ? all.get(i + 1).before() : new VoteTally().merge(counters);
                return end.total() - all.get(i).before().total();
            }
        }
        throw new AssertionError(name);
    }

    private static String randomPart(String line, Random random) {
        return line.substring(0, random.nextInt(line.length() + 1));
    }

    /** @param tail what a kill left of a line that was being written */
    private void reopen(String tail) throws IOException, StartException {
        rounds.close();
        counters.close();
        Files.writeString(directory.resolve("rounds"), tail, StandardOpenOption.APPEND);
        counters = CounterFile.open(directory, VoteCells.LAYOUT, "live", 2_000);
        rounds = RoundLog.open(directory, counters);
    }
}
