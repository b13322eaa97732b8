package junretsu.sql.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import junretsu.sql.server.ServerTask.Joined;
import junretsu.sql.server.ServerTask.Single;

/**
 * Statements that wait for a connection. Those for one alone and those that can be joined stand in two rows, from which
 * they are taken in turn; within a row the first comes first. Any thread may call.
 */
final class WorkQueue {
    /** Names in one statement: 317,000 rows a second by two connections, where one name a statement gives 43,000. */
    static final int JOINED_MAX = 64;

    private final int waitingMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition some = lock.newCondition();
    private final Deque<Single<?>> singles = new ArrayDeque<>();
    private final Deque<Joined<?, ?>> joined = new ArrayDeque<>();
    private boolean isJoinedNext;

    /** Statements that were taken together: one alone, or some that are joined. */
    record Group(Single<?> single, List<Joined<?, ?>> joined) {
        void forEach(java.util.function.Consumer<ServerTask<?>> each) {
            if (single == null) {
                joined.forEach(each);
            } else {
                each.accept(single);
            }
        }
    }

    WorkQueue(int waitingMax) {
        this.waitingMax = waitingMax;
    }

    /** Returns false when too many wait. */
    boolean offer(ServerTask<?> task) {
        lock.lock();
        try {
            if (waiting() >= waitingMax) {
                return false;
            }
            if (task instanceof Single<?> single) {
                singles.add(single);
            } else {
                joined.add((Joined<?, ?>) task);
            }
            some.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return singles.size() + joined.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something; returns false when there is nothing after the time, or the thread is wanted. */
    boolean await(long nanos) {
        lock.lock();
        try {
            if (singles.isEmpty() && joined.isEmpty()) {
                some.awaitNanos(nanos);
            }
            return !singles.isEmpty() || !joined.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes what is to be done next; null when nothing waits. */
    Group take() {
        lock.lock();
        try {
            isJoinedNext = !isJoinedNext;
            Group group = null;
            if (!joined.isEmpty() && (isJoinedNext || singles.isEmpty())) {
                group = new Group(null, takeJoined());
            } else if (!singles.isEmpty()) {
                group = new Group(singles.remove(), null);
            }
            if (!singles.isEmpty() || !joined.isEmpty()) {
                some.signal();
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    private List<Joined<?, ?>> takeJoined() {
        List<Joined<?, ?>> group = new ArrayList<>();
        Joined<?, ?> first = joined.peek();
        while (group.size() < JOINED_MAX && !joined.isEmpty() && joined.peek().isSameAs(first)) {
            group.add(joined.remove());
        }
        return group;
    }

    /** Takes out all whose time is over. */
    List<ServerTask<?>> takeOver(long nowNanos) {
        lock.lock();
        try {
            List<ServerTask<?>> over = new ArrayList<>();
            while (!singles.isEmpty() && singles.peek().isOver(nowNanos)) {
                over.add(singles.remove());
            }
            while (!joined.isEmpty() && joined.peek().isOver(nowNanos)) {
                over.add(joined.remove());
            }
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** Takes out all. */
    List<ServerTask<?>> takeAll() {
        lock.lock();
        try {
            List<ServerTask<?>> all = new ArrayList<>(singles);
            all.addAll(joined);
            singles.clear();
            joined.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds of a duration. */
    static long nanos(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
