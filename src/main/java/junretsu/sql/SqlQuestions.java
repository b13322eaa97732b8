package junretsu.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;

/**
 * Threads that ask questions for those who cannot wait: all questions that wait for a thread are asked in one go, of
 * one commit. {@link #ask} may be called by any thread.
 */
public final class SqlQuestions {
    private static final int GROUP_MAX = 64;
    private static final long IDLE_NANOS = 100_000_000;

    private final SqlReaders readers;
    private final int waitingMax;
    private final List<Lane> lanes = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * @param role of the threads, whose names end with a number
     * @param waitingMax questions that may wait for one thread
     */
    public SqlQuestions(SqlReaders readers, String role, int threads, int waitingMax) {
        this.readers = readers;
        this.waitingMax = waitingMax;
        for (int i = 0; i < threads; i++) {
            lanes.add(new Lane(role + "-" + i));
        }
    }

    /** Adds the threads to a server, which starts and stops them. */
    public List<WorkerThread> addTo(BiFunction<Worker, IdlePolicy, WorkerThread> workers) {
        return lanes.stream().map(lane -> lane.addTo(workers)).toList();
    }

    /** Asks; the future is completed by one of the threads, with {@link SqlException} when there is no answer. */
    public <T> CompletableFuture<T> ask(SqlQuery<T> query) {
        return ask(new Single<>(query));
    }

    /** Asks for one key, in one statement with all who ask the same query meanwhile; null when it was not found. */
    public <K, V> CompletableFuture<V> ask(JoinedQuery<K, V> query, K key) {
        return ask(new Joined<>(query, key));
    }

    private <T> CompletableFuture<T> ask(Question<T> question) {
        lanes.get((turn.getAndIncrement() & Integer.MAX_VALUE) % lanes.size()).add(question);
        return question.answer;
    }

    private abstract static class Question<T> {
        final CompletableFuture<T> answer = new CompletableFuture<>();
        T found;

        void complete() {
            answer.complete(found);
        }
    }

    private static final class Single<T> extends Question<T> {
        private final SqlQuery<T> query;

        Single(SqlQuery<T> query) {
            this.query = query;
        }

        void ask(SqlSession session) throws SQLException {
            found = query.ask(session);
        }
    }

    private static final class Joined<K, V> extends Question<V> {
        final JoinedQuery<K, V> query;
        private final K key;

        Joined(JoinedQuery<K, V> query, K key) {
            this.query = query;
            this.key = key;
        }

        /** @param group of one query, and so of its types */
        @SuppressWarnings("unchecked")
        static <K, V> void ask(List<Joined<?, ?>> group, SqlSession session) throws SQLException {
            List<Joined<K, V>> same = (List<Joined<K, V>>) (List<?>) group;
            same.get(0).query.askFor(same, each -> each.key, (each, value) -> each.found = value, session);
        }
    }

    private final class Lane implements Worker {
        private final String role;
        private final Queue<Question<?>> queue = new ConcurrentLinkedQueue<>();
        private final AtomicInteger waiting = new AtomicInteger();
        private final List<Question<?>> group = new ArrayList<>();
        private volatile Runnable wake = () -> {};
        private volatile boolean isClosed;

        Lane(String role) {
            this.role = role;
        }

        WorkerThread addTo(BiFunction<Worker, IdlePolicy, WorkerThread> workers) {
            WorkerThread thread = workers.apply(this, work -> {
                if (work == 0) {
                    LockSupport.parkNanos(IDLE_NANOS);
                }
            });
            wake = thread::wake;
            return thread;
        }

        void add(Question<?> question) {
            if (waiting.incrementAndGet() > waitingMax) {
                waiting.decrementAndGet();
                question.answer.completeExceptionally(new SqlException(SqlFault.OVERLOADED, null));
                return;
            }
            queue.add(question);
            if (isClosed) {
                failWaiting(new SqlException(SqlFault.CLOSED, null));
            } else {
                wake.run();
            }
        }

        @Override
        public String role() {
            return role;
        }

        @Override
        public int doWork() {
            group.clear();
            for (Question<?> next; group.size() < GROUP_MAX && (next = queue.poll()) != null; ) {
                group.add(next);
            }
            if (group.isEmpty()) {
                return 0;
            }
            waiting.addAndGet(-group.size());
            try {
                readers.ask(session -> {
                    ask(session);
                    return null;
                });
                group.forEach(Question::complete);
            } catch (SqlException | RuntimeException e) {
                group.forEach(question -> question.answer.completeExceptionally(e));
            }
            return group.size();
        }

        private void ask(SqlSession session) throws SQLException {
            Map<JoinedQuery<?, ?>, List<Joined<?, ?>>> joined = new IdentityHashMap<>();
            for (Question<?> question : group) {
                if (question instanceof Single<?> single) {
                    single.ask(session);
                } else if (question instanceof Joined<?, ?> one) {
                    joined.computeIfAbsent(one.query, query -> new ArrayList<>())
                            .add(one);
                }
            }
            for (List<Joined<?, ?>> same : joined.values()) {
                Joined.ask(same, session);
            }
        }

        private void failWaiting(SqlException failure) {
            for (Question<?> next; (next = queue.poll()) != null; ) {
                waiting.decrementAndGet();
                next.answer.completeExceptionally(failure);
            }
        }

        @Override
        public void onClose() {
            isClosed = true;
            failWaiting(new SqlException(SqlFault.CLOSED, null));
        }
    }
}
