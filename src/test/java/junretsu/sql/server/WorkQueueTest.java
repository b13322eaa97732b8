package junretsu.sql.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import junretsu.sql.JoinedQuery;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
    private static final JoinedQuery<String, String> ONE = (session, keys) -> Map.of();
    private static final JoinedQuery<String, String> OTHER = (session, keys) -> Map.of();

    private final WorkQueue queue = new WorkQueue(200);

    private static ServerTask.Joined<String, String> key(JoinedQuery<String, String> query, String key) {
        return new ServerTask.Joined<>(query, key, 10);
    }

    private static ServerTask.Single<String> single(long deadlineNanos) {
        return new ServerTask.Single<>(session -> "done", deadlineNanos);
    }

    @Test
    void questionsAreJoinedUpToALimitAndOnlyWithTheirLike() {
        for (int i = 0; i < 70; i++) {
            queue.offer(key(ONE, "k" + i));
        }
        queue.offer(key(OTHER, "k"));
        List<Integer> sizes = new ArrayList<>();
        for (WorkQueue.Group group; (group = queue.take()) != null; ) {
            sizes.add(group.joined().size());
        }
        assertThat(sizes).containsExactly(64, 6, 1);
    }

    @Test
    void changesAndQuestionsAreTakenInTurn() {
        for (int i = 0; i < 200; i++) {
            assertThat(queue.offer(i % 2 == 0 ? key(ONE, "k") : single(10))).isTrue();
        }
        assertThat(queue.offer(single(10))).as("one more than may wait").isFalse();
        List<Boolean> joined = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            joined.add(queue.take().single() == null);
        }
        assertThat(joined).containsExactly(true, false, true, false);
        assertThat(queue.waiting()).isEqualTo(200 - 64 - 36 - 2);
    }

    @Test
    void onlyThoseWhoseTimeIsOverAreTakenOut() {
        queue.offer(single(10));
        queue.offer(single(20));
        queue.offer(key(ONE, "k"));
        assertThat(queue.takeOver(9)).isEmpty();
        assertThat(queue.takeOver(10)).hasSize(2);
        assertThat(queue.takeAll()).hasSize(1);
        assertThat(queue.take()).isNull();
    }
}
