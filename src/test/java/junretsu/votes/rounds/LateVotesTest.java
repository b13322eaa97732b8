package junretsu.votes.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

class LateVotesTest {
    private static final int CUTS = 200;

    @TempDir
    Path directory;

    private CounterFile counters;
    private RoundLog rounds;

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
    void votesThatComeWhileVotingIsClosedAreInNoRound() throws Exception {
        counters.block(0).add(1, 10);
        rounds.closeVoting(1);
        counters.block(1).add(1, 5);
        counters.block(1).add(2, 2);
        counters.block(1).add(VoteCells.REJECTED, 3);
        Look closed = rounds.look();
        assertThat(closed.isOpen()).isFalse();
        assertThat(closed.late()).isEqualTo(7);
        assertThat(closed.ofRound().total()).isEqualTo(10);
        assertThat(closed.ofRound().rejected())
                .as("what is no vote goes on with the round")
                .isEqualTo(3);

        rounds.begin("song-2", 2);
        counters.block(0).add(3, 1);
        rounds.openVoting(3);
        counters.block(0).add(3, 4);
        Look open = rounds.look();
        assertThat(open.late()).isEqualTo(8);
        assertThat(open.ofRound().total()).isEqualTo(4);
        assertThat(open.round().lateBefore()).isEqualTo(7);
        assertThat(open.counted().total()).isEqualTo(14);
        assertThat(open.all().total()).isEqualTo(22);
    }

    @Test
    void lateVotesOfBrowsersAreInNoRound() throws Exception {
        counters.block(0).add(1, 1_000);
        ofCrowd(100);
        rounds.closeVoting(1);
        ofCrowd(50);
        assertThat(rounds.look().late()).isEqualTo(50);
        assertThat(rounds.look().ofRound().crowdVotes()).isEqualTo(100);

        rounds.openVoting(2);
        ofCrowd(7);
        assertThat(rounds.look().ofRound().total()).isEqualTo(1_107);
        assertThat(rounds.look().ofRound().crowdVotes()).isEqualTo(107);
        assertThat(rounds.look().all().crowdVotes()).isEqualTo(157);
        rounds.begin("song-2", 3);
        ofCrowd(9);

        rounds.close();
        rounds = RoundLog.open(directory, counters);
        assertThat(rounds.look().ofRound().crowdVotes()).isEqualTo(9);
        assertThat(rounds.look().counted().crowdVotes()).isEqualTo(116);
    }

    private void ofCrowd(long votes) {
        counters.block(VoteCells.CROWD_BLOCK).add(1, votes);
        counters.block(VoteCells.CROWD_BLOCK).add(VoteCells.CROWD_VOTES, votes);
    }

    @Test
    void closingTwiceIsClosingOnce() throws Exception {
        rounds.openVoting(1);
        rounds.closeVoting(2);
        counters.block(0).add(1, 5);
        rounds.closeVoting(3);
        assertThat(rounds.look().late()).isEqualTo(5);
        rounds.openVoting(4);
        counters.block(0).add(1, 5);
        rounds.openVoting(5);
        assertThat(rounds.look().late()).isEqualTo(5);
        assertThat(rounds.look().counted().total()).isEqualTo(5);
    }

    /** Votes, rounds, closing, opening, kills with a cut tail, against a model that knows of each vote. */
    @Test
    void lateAndCountedVotesAddUpHoweverOftenItIsKilled() throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        Map<String, Long> expected = new LinkedHashMap<>(Map.of("live", 0L));
        long late = 0;
        for (int step = 0; step < 400; step++) {
            int votes = random.nextInt(1_000);
            counters.block(random.nextInt(3)).add(random.nextInt(4), votes);
            if (rounds.isOpen()) {
                expected.merge(rounds.current().name(), (long) votes, Long::sum);
            } else {
                late += votes;
            }
            switch (random.nextInt(6)) {
                case 0 -> {
                    rounds.begin("song-" + step, step);
                    expected.put("song-" + step, 0L);
                }
                case 1, 2 -> rounds.closeVoting(step);
                case 3, 4 -> rounds.openVoting(step);
                default -> reopen("closed 5 99999999".substring(0, random.nextInt(17)));
            }
            assertThat(rounds.look().late())
                    .as("late, seed %d, step %d", seed, step)
                    .isEqualTo(late);
            assertThat(votesByRound()).as("seed %d, step %d", seed, step).isEqualTo(expected);
        }
        assertThat(rounds.raisedVotes()).isZero();
    }

    /** The cut under threads: what was seen of the counted votes never falls, and no vote is in neither or both. */
    @Test
    void noLookSeesALateVoteAmongTheCountedOnes() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int slot = 0; slot < 3; slot++) {
                int own = slot;
                threads.submit(() -> {
                    while (!threads.isShutdown()) {
                        counters.block(own).add(own, 1);
                    }
                });
            }
            Future<Integer> looks = threads.submit(() -> {
                VoteTally tally = new VoteTally();
                long seen = 0;
                long late = 0;
                int count = 0;
                while (!threads.isShutdown()) {
                    long now = rounds.count(tally).total();
                    if (now < seen) {
                        throw new AssertionError("saw " + seen + " counted votes, then " + now);
                    }
                    seen = now;
                    late = notLess(late, rounds.look().late());
                    count++;
                }
                return count;
            });
            for (int i = 0; i < CUTS; i++) {
                rounds.closeVoting(i);
                long counted = rounds.look().counted().total();
                assertThat(rounds.look().counted().total()).isEqualTo(counted);
                rounds.openVoting(i);
            }
            threads.shutdown();
            assertThat(looks.get()).isPositive();
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        Look end = rounds.look();
        assertThat(end.late()).isPositive();
        reopen("");
        assertThat(rounds.look().late()).isEqualTo(end.late());
        assertThat(rounds.look().counted().total()).isEqualTo(end.counted().total());
    }

    private static long notLess(long before, long now) {
        if (now < before) {
            throw new AssertionError("saw " + before + " late votes, then " + now);
        }
        return now;
    }

    @Test
    void putsVotesBackIntoTheRoundWhileVotingIsClosed() throws Exception {
        counters.block(0).add(1, 100);
        rounds.closeVoting(1);
        counters.block(0).add(1, 7);
        reopen("");
        long[] stored = new long[256];
        stored[1] = 130;
        stored[2] = 4;
        assertThat(rounds.restore(rounds.current(), stored)).isEqualTo(34);
        for (int look = 0; look < 2; look++) {
            assertThat(rounds.look().late()).isEqualTo(7);
            assertThat(rounds.look().ofRound().total()).isEqualTo(134);
            reopen("");
        }
        assertThat(rounds.raisedVotes()).isZero();
    }

    @Test
    void votingStaysOpenWhenItsClosingCannotBeWrittenDown() throws Exception {
        counters.block(0).add(1, 10);
        rounds.close();
        assertThatThrownBy(() -> rounds.closeVoting(1)).isInstanceOf(IOException.class);
        counters.block(0).add(1, 5);
        assertThat(rounds.isOpen()).isTrue();
        assertThat(rounds.look().counted().total()).isEqualTo(15);
        assertThat(rounds.look().late()).isZero();
    }

    @Test
    void countersThatAreOlderThanTheClosingAreRaisedToIt() throws Exception {
        counters.block(0).add(0, 100);
        counters.force();
        byte[] older = Files.readAllBytes(directory.resolve("counters"));
        counters.block(0).add(0, 900);
        rounds.closeVoting(1);
        counters.block(0).add(0, 50);
        rounds.openVoting(2);
        close();
        Files.write(directory.resolve("counters"), older);
        open();
        assertThat(rounds.raisedVotes()).isEqualTo(950);
        assertThat(rounds.look().late()).isEqualTo(50);
        assertThat(rounds.look().counted().total()).isEqualTo(1_000);
    }

    @Test
    void refusesVotingThatIsClosedTwiceOrOpenedWhileItIsOpen() throws Exception {
        rounds.begin("song-2", 1);
        rounds.close();
        Path path = directory.resolve("rounds");
        String head = Files.readString(path).lines().findFirst().orElseThrow() + "\n";
        for (String bad : List.of(
                "closed 1\nclosed 2\n",
                "opened 1\n",
                "closed\n",
                "closed x\n",
                "restored 5\n",
                "closed 1 5\nopened 2 4\n")) {
            Files.writeString(path, head + bad);
            assertThatThrownBy(() -> RoundLog.open(directory, counters))
                    .as(bad)
                    .isInstanceOf(StartException.class)
                    .hasMessageMatching(".*rounds is not a list of rounds: see its line [23]; move it away");
        }
        Files.delete(path);
        rounds = RoundLog.open(directory, counters);
    }

    private Map<String, Long> votesByRound() {
        Map<String, Long> votes = new LinkedHashMap<>();
        List<Round> all = rounds.rounds();
        for (int i = 0; i < all.size(); i++) {
            VoteTally end = i + 1 < all.size() ? all.get(i + 1).before() : rounds.count(new VoteTally());
            votes.put(all.get(i).name(), end.total() - all.get(i).before().total());
        }
        return votes;
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
