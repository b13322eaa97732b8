package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import junretsu.base.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoadRunnerTest {
    private static final long NAP_NANOS = 100_000;
    private static final long ENDLESS = Long.MAX_VALUE;

    private final LoadRunner runner = new LoadRunner(Clock.SYSTEM);

    /** Sends nothing, until its time is over or it is stopped. */
    private static final class Silent extends PacedSender {
        private final RuntimeException failure;
        private volatile boolean closed;

        Silent(int number, RuntimeException failure) {
            super("silent", Rate.MAX.pacer(1, 2, number), Clock.SYSTEM);
            this.failure = failure;
        }

        @Override
        public int doWork() {
            if (failure != null) {
                throw failure;
            }
            long now = elapsedNanos();
            if (!hasEnded() && isDone(now, false)) {
                end(now);
            }
            return 0;
        }

        @Override
        public void onClose() {
            closed = true;
        }
    }

    private final List<Silent> senders = List.of(new Silent(0, null), new Silent(1, null));

    @Test
    void endsWhenTheTimeIsOver() {
        assertThat(runner.run(senders, 1_000_000, NAP_NANOS, elapsed -> {})).isNull();
        assertThat(senders).allMatch(sender -> sender.closed && !sender.interrupted());
        assertThat(PacedSender.endedNanos(senders)).isGreaterThanOrEqualTo(1_000_000);
    }

    @Test
    void aStopBeforeTheStartEndsTheLoadAtOnce() {
        runner.stop();
        assertThat(runner.run(senders, ENDLESS, NAP_NANOS, elapsed -> {})).isNull();
        assertThat(senders).allMatch(sender -> sender.closed && sender.interrupted());
        assertThat(runner.isStopped()).isTrue();
        assertThat(runner.isStoppedFor(0)).isTrue();
        assertThat(runner.isStoppedFor(ENDLESS)).isFalse();
    }

    @Test
    void aStopFromALookEndsTheLoad() {
        assertThat(runner.isStoppedFor(0)).isFalse();
        assertThat(runner.run(senders, ENDLESS, NAP_NANOS, elapsed -> runner.stop()))
                .isNull();
        assertThat(senders).allMatch(Silent::interrupted);
        assertThat(runner.interrupted(senders)).isTrue();
    }

    @Test
    void aLookThatThrowsEndsTheLoadAndClosesTheSenders() {
        assertThatThrownBy(() -> runner.run(senders, ENDLESS, NAP_NANOS, elapsed -> {
                    throw new IOException("nothing listens");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("nothing listens");
        assertThat(senders).allMatch(sender -> sender.closed);
        assertThat(runner.isStopped()).isFalse();
    }

    @Test
    void aSenderThatFailsEndsTheLoadWithASentence() {
        List<Silent> failing = List.of(senders.get(0), new Silent(1, new IllegalStateException("no such socket")));
        assertThat(runner.run(failing, ENDLESS, NAP_NANOS, elapsed -> {}))
                .startsWith("a sender failed")
                .contains("silent-sender-1", "no such socket");
        assertThat(failing).allMatch(sender -> sender.closed);
    }

    @Test
    void isNotInterruptedWhenASenderFailsAndTheOthersAreStopped() {
        Silent beside = new Silent(0, null);
        List<Silent> failing = List.of(beside, new Silent(1, new IllegalStateException("no such socket")));
        runner.run(failing, ENDLESS, NAP_NANOS, elapsed -> {});
        beside.stop();
        beside.doWork();
        assertThat(beside.interrupted()).isTrue();
        assertThat(runner.interrupted(failing)).isFalse();
    }
}
