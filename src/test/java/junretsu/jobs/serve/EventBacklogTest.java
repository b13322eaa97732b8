package junretsu.jobs.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventBacklogTest {
    private final EventBacklog backlog = new EventBacklog();

    private List<String> rest() {
        List<String> rest = new ArrayList<>();
        for (String next; (next = backlog.next()) != null; ) {
            rest.add(next);
        }
        return rest;
    }

    @Test
    void theStartIsNotLostBehindProgress() {
        backlog.offer("queued");
        backlog.start("started");
        backlog.offer("progress 1");
        backlog.offer("progress 2");
        assertThat(rest()).containsExactly("started", "progress 2");
    }

    @Test
    void theStartIsToldBeforeTheEndAndOnce() {
        backlog.start("started");
        backlog.offer("progress");
        backlog.end("completed");
        assertThat(rest()).containsExactly("started", "completed");
        backlog.start("started");
        assertThat(rest()).isEmpty();
    }

    @Test
    void theSameIsNotSaidTwice() {
        backlog.offer("queued 1");
        assertThat(rest()).containsExactly("queued 1");
        backlog.offer("queued 1");
        assertThat(rest()).isEmpty();
        backlog.offer("queued 0");
        assertThat(rest()).containsExactly("queued 0");
    }
}
