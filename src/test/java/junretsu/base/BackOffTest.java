package junretsu.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    @Test
    void doublesThePauseUpToTheLongest() {
        BackOff backOff = new BackOff(50, 300);

        assertThat(backOff.pauseNanos()).isZero();
        assertThat(LongStream.generate(backOff::failed).limit(6)).containsExactly(50L, 100L, 200L, 300L, 300L, 300L);
        assertThat(backOff.pauseNanos()).isEqualTo(300);
    }

    @Test
    void beginsAnewAfterASuccess() {
        BackOff backOff = new BackOff(50, 300);
        backOff.failed();
        backOff.failed();
        backOff.succeeded();

        assertThat(backOff.pauseNanos()).isZero();
        assertThat(backOff.failed()).isEqualTo(50);
    }

    @Test
    void doesNotOverflowWhenTheLongestIsTheLongestThereIs() {
        BackOff backOff = new BackOff(Long.MAX_VALUE / 3, Long.MAX_VALUE);

        assertThat(LongStream.generate(backOff::failed).limit(4)).allMatch(pause -> pause > 0);
        assertThat(backOff.pauseNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesPausesOutOfRange() {
        assertThatThrownBy(() -> new BackOff(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BackOff(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
