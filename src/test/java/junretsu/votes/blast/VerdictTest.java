package junretsu.votes.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import junretsu.load.NamedCounts;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final NamedCounts BEFORE = counts(new long[] {1_000, 10}, 5, 3);

    @Test
    void isEqualWhenEachButtonWasCountedAsOftenAsSent() {
        Verdict verdict = Verdict.of(since(new long[] {1_007, 13}, 5, 3), votes(7, 3), 1, 1);

        assertThat(verdict.equal()).isTrue();
        assertThat(verdict.isComplete()).isTrue();
        assertThat(verdict.loss()).isZero();
    }

    @Test
    void isNotEqualWhenOneButtonGotAnothersVotes() {
        Verdict verdict = Verdict.of(since(new long[] {1_006, 14}, 5, 3), votes(7, 3), 1, 1);

        assertThat(verdict.equal()).isFalse();
        assertThat(verdict.counted()).isEqualTo(10);
        assertThat(verdict.lost()).isEqualTo(1);
        assertThat(verdict.extra()).isEqualTo(1);
        assertThat(verdict.loss()).isEqualTo(0.1);
    }

    @Test
    void callsACountThatWasNotSentExtraEvenWhenItIsOneOnly() {
        Verdict verdict = Verdict.of(since(new long[] {1_008, 13}, 5, 3), votes(7, 3), 1, 1);

        assertThat(verdict.equal()).isFalse();
        assertThat(verdict.extra()).isEqualTo(1);
        assertThat(verdict.lost()).isZero();
    }

    @Test
    void seesThatAServersTotalIsNotTheSumOfItsButtons() {
        NamedCounts counted = NamedCounts.parse(
                "{\"buttons\":{\"0\":7,\"1\":3},\"total\":11,\"rejected\":0,\"limited\":0,\"late\":0,\"dropped\":0}",
                Verdict.COUNTS);

        assertThat(Verdict.of(counted, votes(7, 3), 1, 1).contradiction())
                .isEqualTo("the server contradicts itself: its total grew by 11, its buttons together by 10");
    }

    @Test
    void distinguishesWhatTheKernelDroppedFromWhatWasLostOnTheWay() {
        Verdict verdict = Verdict.of(since(new long[] {1_050, 10}, 5, 6), votes(100, 0), 10, 10);

        assertThat(verdict.dropped()).isEqualTo(30);
        assertThat(verdict.lost()).isEqualTo(20);
        assertThat(verdict.loss()).isEqualTo(0.5);
    }

    @Test
    void votesOfSourcesOverTheirRateAreNeitherLostNorDropped() {
        NamedCounts after = counts(new long[] {1_050, 10}, 5, 40, 0, 3);
        Verdict verdict = Verdict.of(after.since(BEFORE), votes(100, 0), 1, 1);

        assertThat(verdict.limited()).isEqualTo(40);
        assertThat(verdict.lost()).isEqualTo(10);
    }

    @Test
    void votesThatCameWhileVotingWasClosedAreNeitherLostNorExact() {
        NamedCounts after = counts(new long[] {1_000, 10}, 5, 0, 100, 3);
        Verdict verdict = Verdict.of(after.since(BEFORE), votes(60, 40), 1, 1);

        assertThat(verdict.late()).isEqualTo(100);
        assertThat(verdict.lost()).isZero();
        assertThat(verdict.loss()).isZero();
        assertThat(verdict.extra()).isZero();
        assertThat(verdict.isComplete()).isTrue();
        assertThat(verdict.isExact()).isFalse();
    }

    @Test
    void knowsThatADroppedPacketMayHaveBeenTheShortLastOne() {
        Verdict verdict = Verdict.of(since(new long[] {1_100, 10}, 5, 4), votes(103, 0), 10, 10);

        assertThat(verdict.dropped()).isEqualTo(3);
        assertThat(verdict.lost()).isZero();
        assertThat(verdict.extra()).isZero();
    }

    @Test
    void callsWhatIsMissingDroppedAsFarAsJoinedPacketsMayHaveHeldIt() {
        NamedCounts after = counts(new long[] {1_100, 10}, 5, 5);

        assertThat(Verdict.of(after.since(BEFORE), votes(300, 0), 1, 128).dropped())
                .isEqualTo(200);
        Verdict verdict = Verdict.of(after.since(BEFORE), votes(500, 0), 1, 128);
        assertThat(verdict.dropped()).isEqualTo(256);
        assertThat(verdict.droppedPackets()).isEqualTo(2);
        assertThat(verdict.lost()).isEqualTo(144);
    }

    @Test
    void itsEquationHoldsWhateverTheServerSays() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            int payload = random.nextInt(1, 20);
            long[] sent = votes(random.nextInt(1_000), random.nextInt(1_000));
            NamedCounts after = counts(
                    new long[] {1_000 + random.nextInt(1_000), 10 + random.nextInt(1_000)},
                    5 + random.nextInt(100),
                    random.nextInt(100),
                    random.nextInt(100),
                    3 + random.nextInt(100));
            Verdict v = Verdict.of(after.since(BEFORE), sent, payload, payload * (1 + i % 2 * 127));

            assertThat(Arrays.stream(sent).sum() + v.extra())
                    .as("seed %d, round %d", seed, i)
                    .isEqualTo(v.counted() + v.rejected() + v.limited() + v.late() + v.dropped() + v.lost());
            assertThat(Math.min(v.extra(), Math.min(v.lost(), v.dropped()))).isNotNegative();
            assertThat(v.contradiction()).isNull();
        }
    }

    private static long[] votes(long first, long second) {
        long[] buttons = new long[256];
        buttons[0] = first;
        buttons[1] = second;
        return buttons;
    }

    private static NamedCounts since(long[] first, long rejected, long dropped) {
        return counts(first, rejected, dropped).since(BEFORE);
    }

    private static NamedCounts counts(long[] first, long rejected, long dropped) {
        return counts(first, rejected, 0, 0, dropped);
    }

    private static NamedCounts counts(long[] first, long rejected, long limited, long late, long dropped) {
        return NamedCounts.parse(
                "{\"buttons\":{\"0\":" + first[0] + ",\"1\":" + first[1] + "},\"total\":" + (first[0] + first[1])
                        + ",\"rejected\":" + rejected + ",\"limited\":" + limited + ",\"late\":" + late
                        + ",\"dropped\":"
                        + dropped + "}",
                Verdict.COUNTS);
    }
}
