package junretsu.numbers.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import junretsu.base.ManualClock;
import junretsu.config.Share;
import junretsu.load.Rate;
import junretsu.numbers.NumberWire;
import org.junit.jupiter.api.Test;

/** A sender on a server that may stop reading, stepped by hand. */
class NumberSenderTest {
    private static final int LINES = 100;
    private static final long TEN_MINUTES = 600_000_000_000L;

    private final ManualClock clock = new ManualClock();
    private final Server server = new Server();

    @Test
    void endsAMinuteAfterTheServerHasStoppedReading() {
        NumberSender sender = sender(LINES, Long.MAX_VALUE);
        server.takes = 10;
        step(sender, 0);
        step(sender, 59_999);
        assertThat(sender.ended().getCount()).isEqualTo(1);
        step(sender, 1);

        assertThat(sender.ended().getCount()).isZero();
        assertThat(sender.failure()).isEqualTo("the server has read nothing for 60 s, after 10 lines");
        assertThat(sender.interrupted()).isFalse();
        assertThat(sender.gaveUp()).isFalse();
        assertThat(server.isClosed).isTrue();
    }

    @Test
    void endsAMinuteAfterTheLastLineWhenTheServerDoesNotClose() {
        NumberSender sender = sender(LINES, Long.MAX_VALUE);
        server.takes = LINES;
        step(sender, 0);
        step(sender, 0);
        step(sender, 59_999);
        assertThat(sender.ended().getCount()).isEqualTo(1);
        step(sender, 1);

        assertThat(sender.ended().getCount()).isZero();
        assertThat(sender.failure())
                .isEqualTo("the server has not closed a connection within 60 s of the last of 100 lines");
    }

    @Test
    void waitsForAServerThatReadsALittleNowAndThen() {
        NumberSender sender = sender(LINES, Long.MAX_VALUE);
        step(sender, 0);
        for (int i = 0; i < LINES; i++) {
            server.takes = 1;
            step(sender, 50_000);
        }
        step(sender, 50_000);
        server.isRead = true;
        step(sender, 50_000);

        assertThat(sender.ended().getCount()).isZero();
        assertThat(sender.failure()).isNull();
        assertThat(sender.sent()).isEqualTo(LINES);
    }

    @Test
    void waitsUntilTheTimeIsOverForAServerThatMayReadOn() {
        NumberSender sender = sender(Long.MAX_VALUE, TEN_MINUTES);
        step(sender, 0);
        step(sender, 600_000);
        assertThat(sender.ended().getCount()).isEqualTo(1);
        step(sender, 60_000);

        assertThat(sender.ended().getCount()).isZero();
        assertThat(sender.failure()).startsWith("the server has read nothing");
    }

    private NumberSender sender(long quota, long durationNanos) {
        NumberSource source = new NumberSource(1, Share.parse("100%"), 1, 0);
        NumberSender sender = new NumberSender(server, source, Rate.MAX.pacer(1, 1, 0), quota, clock);
        sender.schedule(clock.nanoTime(), durationNanos);
        return sender;
    }

    private void step(NumberSender sender, long afterMs) {
        clock.advanceMillis(afterMs);
        sender.doWork();
    }

    /** Takes a few lines, and closes when it is told to. */
    private static final class Server implements LineSink {
        private int takes;
        private boolean isRead;
        private boolean isClosed;

        @Override
        public void write(ByteBuffer lines) {
            int bytes = Math.min(takes * NumberWire.LINE_BYTES, lines.remaining());
            lines.position(lines.position() + bytes);
            takes = 0;
        }

        @Override
        public long waitedNanos() {
            return 0;
        }

        @Override
        public void end(boolean isWhole) {}

        @Override
        public boolean isRead() {
            return isRead;
        }

        @Override
        public String closed() {
            return "the server closed a connection";
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
