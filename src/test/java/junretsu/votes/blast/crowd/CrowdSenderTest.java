package junretsu.votes.blast.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import junretsu.base.ManualClock;
import junretsu.load.PacedSender;
import junretsu.load.socket.ClientLoop;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two taps, at 0 and 100 ms, and half a second for what comes behind them; on a clock that is set by hand. */
class CrowdSenderTest {
    private static final long MS = 1_000_000;

    private final ManualClock clock = new ManualClock();
    private final CrowdBlastConfig config = CrowdBlastConfig.from(FlagSettings.of(
            "clients", "1", "connect-rate", "1", "rate", "10", "count", "2", "buttons", "1", "timeout", "500ms"));
    private final VoteRing ring = new VoteRing(config.mix(), config.burst(), config.seed());
    private final ScreenWatch screen = new ScreenWatch(config.mix().weights(), clock);
    private final CrowdBook book = new CrowdBook(ring, screen);
    private ClientLoop loop;
    private CrowdSender sender;

    @BeforeEach
    void tapTwice() throws IOException {
        loop = new ClientLoop();
        Crowd crowd = new Crowd(config, new InetSocketAddress("127.0.0.1", 9), loop, book, ring, clock);
        sender = new CrowdSender(config, crowd, book, screen, clock);
        sender.schedule(clock.nanoTime(), Long.MAX_VALUE);
        screen.frame("{\"buttons\":{}}");
        sender.doWork();
        clock.advanceMillis(100);
        sender.doWork();
        assertThat(book.tapped).isEqualTo(2);
    }

    @AfterEach
    void close() throws IOException {
        loop.close();
    }

    @Test
    void endsAtTheLastAnswerThoughTheScreenNeverShowsTheVotes() {
        clock.advanceMillis(50);
        for (int message = 0; message < 2; message++) {
            book.sent(message);
            book.acknowledged(message, message * 100 * MS, clock.nanoTime(), 0, true);
        }
        sender.doWork();
        assertThat(book.isSettled()).isTrue();
        assertThat(sender.ended().getCount()).isOne();

        assertThat(endedNanos()).isEqualTo(150 * MS);
    }

    @Test
    void endsAtTheLastTapWhenNoAnswerComesBehindIt() {
        assertThat(endedNanos()).isEqualTo(100 * MS);
    }

    private long endedNanos() {
        clock.advanceMillis(500);
        sender.doWork();
        assertThat(sender.ended().getCount()).isZero();
        return PacedSender.endedNanos(List.of(sender));
    }
}
