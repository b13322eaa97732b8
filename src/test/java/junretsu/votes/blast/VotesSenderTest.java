package junretsu.votes.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import junretsu.base.ManualClock;
import junretsu.load.Pacer;
import junretsu.net.DatagramSender;
import junretsu.net.RefusalHandler;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

/** Stepped by hand, on a clock that stands still in between. */
class VotesSenderTest {
    private static final long MS = 1_000_000;

    private final ManualClock clock = new ManualClock();
    private final Wire wire = new Wire();

    /** Writes down what was sent; takes as much as it is told to. */
    private static final class Wire implements DatagramSender {
        private final long[] buttons = new long[256];
        private long datagrams;
        private int takes = Integer.MAX_VALUE;
        private boolean refuses;
        private long refused;

        @Override
        public int send(ByteBuffer bytes, int offset, int datagramBytes, int count, RefusalHandler handler) {
            int taken = Math.min(takes, count);
            for (int i = 0; i < taken * datagramBytes; i++) {
                buttons[bytes.get(offset + i) & 0xFF]++;
            }
            datagrams += taken;
            if (refuses && taken < count) {
                refused++;
                handler.onRefused(offset + taken * datagramBytes, datagramBytes, 1);
                return taken + 1;
            }
            return taken;
        }

        @Override
        public int batchMax(int datagramBytes) {
            return 64;
        }

        @Override
        public int joinMax(int datagramBytes) {
            return 1;
        }

        @Override
        public long refused() {
            return refused;
        }

        @Override
        public long errors() {
            return 0;
        }

        @Override
        public String lastError() {
            return null;
        }

        @Override
        public void close() {}
    }

    @Test
    void sendsWhatIsDueAndNothingBefore() {
        VotesSender sender = sender(1_000, 100, 1);

        clock.advanceMillis(-1);
        assertThat(sender.doWork()).isZero();
        clock.advanceMillis(1);
        assertThat(sender.doWork()).isEqualTo(1);
        assertThat(sender.doWork()).isZero();
        clock.advanceMillis(10);
        assertThat(sender.doWork()).isEqualTo(10);
        assertThat(sender.lag().maxMicros()).isEqualTo(9_000);
    }

    @Test
    void doesNotWaitForAServerThatIsLateButCatchesUpInSlices() {
        VotesSender sender = sender(1_000_000, 1_000_000, 1);

        clock.advanceMillis(1);
        int slices = 0;
        for (int sent = sender.doWork(); sent > 0; sent = sender.doWork()) {
            assertThat(sent).isLessThanOrEqualTo(64);
            slices++;
        }

        assertThat(wire.datagrams).isEqualTo(1_001);
        assertThat(slices).isEqualTo(16);
    }

    @Test
    void keepsADatagramDueThatTheFullSocketBufferDidNotTake() {
        VotesSender sender = sender(1_000, 100, 1);
        clock.advanceMillis(9);
        wire.takes = 4;
        assertThat(sender.doWork()).isEqualTo(4);
        wire.takes = 0;
        assertThat(sender.doWork()).isZero();
        wire.takes = 100;
        assertThat(sender.doWork()).isEqualTo(6);
        assertThat(sender.offeredBytes()).isEqualTo(10);
        assertThat(sender.failures()).isZero();
    }

    @Test
    void countsARefusedDatagramAsOfferedAndNotAsSent() {
        VotesSender sender = sender(1_000, 10, 1);
        clock.advanceMillis(20);
        wire.refuses = true;
        wire.takes = 3;
        for (int round = 0; round < 10; round++) {
            sender.doWork();
        }

        assertThat(sender.ended().getCount()).isZero();
        assertThat(sender.offeredBytes()).isEqualTo(10);
        assertThat(sender.sentBytes() + sender.failures()).isEqualTo(10);
        assertThat(sender.refusals()).isEqualTo(sender.failures()).isPositive();
    }

    @Test
    void knowsHowOftenItPressedEachButton() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        for (int payload : new int[] {1, 3, 1_400, 65_507}) {
            VotesSender sender = sender(1e12, random.nextLong(1, 3_000_000), payload);
            clock.advanceMillis(60_000);
            while (sender.ended().getCount() > 0) {
                wire.takes = random.nextInt(100);
                wire.refuses = random.nextInt(10) == 0;
                sender.doWork();
            }
            long[] told = new long[256];
            sender.countButtons(told);
            assertThat(told).as("payload %d, seed %d", payload, seed).isEqualTo(wire.buttons);
            java.util.Arrays.fill(wire.buttons, 0);
        }
    }

    @Test
    void endsAHundredMillisecondsAfterItsTimeWhateverIsLeft() {
        VotesSender sender = sender(1_000, 1_000, 1);
        wire.takes = 0;
        clock.advanceMillis(1_099);
        sender.doWork();
        assertThat(sender.ended().getCount()).isOne();
        clock.advanceMillis(1);
        sender.doWork();
        assertThat(sender.ended().getCount()).isZero();
        assertThat(sender.sentBytes()).isZero();
    }

    /** With votes asked for at a rate, for at most a second or, for rates beyond measure, for ever. */
    private VotesSender sender(double votesPerSecond, long votes, int payload) {
        VotesSender sender = new VotesSender(
                new DatagramSender[] {wire},
                new PayloadRing(ButtonMix.parse("0:70,1:29,255:1"), payload, 5),
                payload,
                new Pacer(votesPerSecond / payload, 1, 0),
                Quota.of(votes, payload, 1, 0),
                clock);
        sender.schedule(clock.nanoTime(), votesPerSecond > 1e9 ? Long.MAX_VALUE : 1_000 * MS);
        return sender;
    }
}
