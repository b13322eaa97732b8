package junretsu.votes.blast.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import junretsu.load.NamedCounts;
import junretsu.votes.blast.ButtonMix;
import org.junit.jupiter.api.Test;

/** The server's counts beside what was acknowledged. */
class CrowdVerdictTest {
    private final VoteRing ring = new VoteRing(ButtonMix.parse("0:1,2:1"), 4, 1);
    private final CrowdBook book = new CrowdBook(ring, null);

    @Test
    void agreesWhenEachAcknowledgedVoteIsThere() {
        tap(10, 10);
        CrowdVerdict verdict = counted(book.sentOf[0], 0, book.sentOf[2], 0, 0);

        assertThat(verdict.isEqual()).isTrue();
        assertThat(verdict.wrongs()).isEmpty();
    }

    @Test
    void takesForOthersWhatThisCrowdDoesNotPress() {
        tap(10, 10);
        CrowdVerdict verdict = counted(book.sentOf[0], 99, book.sentOf[2], 0, 0);

        assertThat(verdict.isEqual()).isTrue();
        assertThat(verdict.others()).isEqualTo(99);
        assertThat(verdict.extra()).isZero();
    }

    @Test
    void anUnknownVoteMayBeCountedOrNot() {
        tap(10, 9);
        long zeros = book.sentOf[0];
        long twos = book.sentOf[2];

        assertThat(counted(zeros, 0, twos, 0, 0).wrongs()).isEmpty();
        assertThat(counted(book.countedOf[0], 0, book.countedOf[2], 0, 0).wrongs())
                .isEmpty();
        assertThat(counted(zeros + 1, 0, twos, 0, 0).extra()).isEqualTo(1);
        assertThat(counted(book.countedOf[0] - 1, 0, twos, 0, 0).missing()).isEqualTo(1);
    }

    @Test
    void aVoteTooFewInAllIsWrongThoughNobodyKnowsOfWhichButton() {
        tap(10, 9);
        book.acknowledged(9, 0, 0, 1, false);
        book.uncounted(1, 0);
        long most = book.sentOf[0];
        CrowdVerdict verdict = counted(most, 0, book.counted - most - 1, 0, 0);

        assertThat(verdict.wrongs()).singleElement().asString().contains("39 votes were acknowledged", "grew by 38");
    }

    @Test
    void votesThatAreNeitherCountedNorLimitedHaveToBeRejected() {
        tap(10, 9);
        book.acknowledged(9, 0, 0, 1, false);
        book.uncounted(0, 1);
        long others = book.counted - book.countedOf[0];

        assertThat(counted(book.countedOf[0], 0, others, 1, 0).wrongs()).isEmpty();
        assertThat(counted(book.countedOf[0], 0, others, 0, 0).wrongs())
                .singleElement()
                .asString()
                .contains("neither that they were counted nor limited");
    }

    @Test
    void lateVotesAreInNoRound() {
        tap(10, 10);

        assertThat(counted(book.sentOf[0] - 3, 0, book.sentOf[2], 0, 3).isEqual())
                .isTrue();
        assertThat(counted(book.sentOf[0] - 3, 0, book.sentOf[2], 0, 2).missing())
                .isEqualTo(1);
    }

    private void tap(int messages, int acknowledged) {
        for (int i = 0; i < messages; i++) {
            book.tapped();
            book.sent(i);
            if (i < acknowledged) {
                book.acknowledged(i, 0, 0, 0, true);
            } else {
                book.unknown();
            }
        }
        assertThat(Arrays.stream(book.sentOf).sum()).isEqualTo(4L * messages);
    }

    private CrowdVerdict counted(long zero, long one, long two, long rejected, long late) {
        return CrowdVerdict.of(
                NamedCounts.parse(
                        "{\"total\":" + (zero + one + two) + ",\"rejected\":" + rejected + ",\"late\":" + late
                                + ",\"buttons\":{\"0\":" + zero + ",\"1\":" + one + ",\"2\":" + two + "}}",
                        CrowdVerdict.COUNTS),
                book);
    }
}
