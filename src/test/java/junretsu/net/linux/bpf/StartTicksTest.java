package junretsu.net.linux.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartTicksTest {
    @Test
    void findsTheFieldBehindANameThatLooksLikeFields() {
        assertThat(StartTicks.parse("7 (a) S 1 (b) c) S 1 7 7 0 -1 4194560 11 0 1 0 2 3 0 0 20 0 1 0 123456 99 5 6\n"))
                .isEqualTo(123_456);
    }

    /** The lock of its data is gone with its files, before anybody waits for it. */
    @Test
    void doesNotTakeAZombieForAProcess() {
        assertThat(StartTicks.parse("7 (a) Z 1 7 7 0 -1 4194560 11 0 1 0 2 3 0 0 20 0 1 0 123456 99 5 6\n"))
                .isEqualTo(StartTicks.NONE);
    }

    @Test
    void saysThatThereIsNoSuchProcess() {
        assertThat(StartTicks.of(Integer.MAX_VALUE)).isEqualTo(StartTicks.NONE);
    }
}
