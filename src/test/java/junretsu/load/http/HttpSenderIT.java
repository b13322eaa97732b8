package junretsu.load.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import junretsu.base.ManualClock;
import junretsu.load.Rate;
import junretsu.testing.RefusedPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sender whose server has gone, stepped by hand. */
@Timeout(30)
class HttpSenderIT {
    private static final int COUNT = 1_000;

    private final ManualClock clock = new ManualClock();

    @Test
    void aCountedLoadEndsAMinuteAfterTheServerHasGoneAndAllIsUnsent() throws Exception {
        try (RefusedPort gone = new RefusedPort()) {
            Posts posts = posts(gone);
            posts.schedule(clock.nanoTime(), Long.MAX_VALUE);
            posts.doWork();
            posts.doWork();
            assertThat(posts.ended().getCount()).isEqualTo(1);
            clock.advanceMillis(60_000);
            posts.doWork();
            posts.doWork();

            assertThat(posts.ended().getCount()).isZero();
            assertThat(posts.interrupted()).isFalse();
            assertThat(posts.counts.unsent).isEqualTo(COUNT);
            assertThat(posts.counts.requests).isZero();
        }
    }

    @Test
    void nothingIsUnsentWhenTheLoadIsStopped() throws Exception {
        try (RefusedPort gone = new RefusedPort()) {
            Posts posts = posts(gone);
            posts.schedule(clock.nanoTime(), Long.MAX_VALUE);
            posts.doWork();
            posts.stop();
            posts.doWork();
            posts.doWork();

            assertThat(posts.interrupted()).isTrue();
            assertThat(posts.counts.unsent).isZero();
        }
    }

    private Posts posts(RefusedPort gone) throws Exception {
        HttpTarget target = HttpTarget.parse(gone.url());
        return new Posts(new HttpConnection(target.resolve(), 1_000_000_000L, clock), target, clock);
    }

    /** Sends a thing a request. */
    private static final class Posts extends HttpSender {
        private final RequestCounts counts = new RequestCounts();
        private int left = COUNT;

        Posts(HttpConnection connection, HttpTarget target, ManualClock clock) {
            super(
                    "posts",
                    Rate.MAX.pacer(1, 1, 0),
                    List.of(connection),
                    new RequestBuffer().begin("POST", target, "/", "application/json"),
                    NOT_AGAIN,
                    clock);
        }

        @Override
        protected RequestCounts counts() {
            return counts;
        }

        @Override
        protected long left() {
            return left;
        }

        @Override
        protected int draw(RequestBuffer next) {
            left--;
            return 1;
        }

        @Override
        protected void noteSent() {}

        @Override
        protected String take(HttpAnswer answer) {
            return null;
        }
    }
}
