package junretsu.users.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerbCountsTest {
    @Test
    void countsTheFaultsOfAllVerbs() {
        VerbCounts counts = new VerbCounts();
        assertThat(counts.faults()).isZero();
        counts.answered(Verb.LOGIN, LineAnswer.failed(LineAnswer.ERROR), 1, 1);
        counts.answered(Verb.VALIDATE, LineAnswer.failed(LineAnswer.ERROR), 1, 1);
        counts.answered(Verb.VALIDATE, LineAnswer.failed(LineAnswer.BUSY), 1, 1);
        assertThat(counts.faults()).isEqualTo(2);
    }
}
