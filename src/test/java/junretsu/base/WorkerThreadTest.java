package junretsu.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkerThreadTest {
    private final DistinctErrors errors = new DistinctErrors(line -> {}, Clock.SYSTEM);

    @Test
    void stepsAWorkerOnOneThreadNamedByItsRoleFromStartToClose() throws Exception {
        List<String> calls = new CopyOnWriteArrayList<>();
        CountDownLatch worked = new CountDownLatch(1);
        Worker worker = new Worker() {
            @Override
            public String role() {
                return "tester";
            }

            @Override
            public void onStart() {
                calls.add("start on " + Thread.currentThread().getName());
            }

            @Override
            public int doWork() {
                if (worked.getCount() > 0) {
                    calls.add("work on " + Thread.currentThread().getName());
                    worked.countDown();
                }
                return 0;
            }

            @Override
            public void onClose() {
                calls.add("close on " + Thread.currentThread().getName());
            }
        };

        try (WorkerThread thread = new WorkerThread(worker, IdlePolicy.nap(1_000), errors).start()) {
            worked.await();
        }

        assertThat(calls).containsExactly("start on tester", "work on tester", "close on tester");
    }

    @Test
    void goesOnAfterARoundThatFailed() throws Exception {
        CountDownLatch rounds = new CountDownLatch(3);
        Worker worker = new Worker() {
            @Override
            public String role() {
                return "failing";
            }

            @Override
            public int doWork() throws Exception {
                rounds.countDown();
                throw new java.io.IOException("again");
            }
        };

        try (WorkerThread thread = new WorkerThread(worker, IdlePolicy.nap(1_000), errors).start()) {
            rounds.await();
        }

        assertThat(errors.count()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void stopsAtOnceAWorkerThatWaitsForAnHour() {
        Worker worker = new Worker() {
            @Override
            public String role() {
                return "hourly";
            }

            @Override
            public int doWork() {
                return 0;
            }
        };
        WorkerThread thread = new WorkerThread(worker, IdlePolicy.every(3_600_000_000_000L), errors).start();

        thread.stop();

        assertThat(thread.join(10_000)).isTrue();
    }

    @Test
    void anErrorEndsTheWorkerWhichClosesAndIsNoLongerRunning() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        Worker worker = new Worker() {
            @Override
            public String role() {
                return "doomed";
            }

            @Override
            public int doWork() {
                throw new OutOfMemoryError("of a test");
            }

            @Override
            public void onClose() {
                closed.countDown();
                throw new StackOverflowError("while closing");
            }
        };

        try (WorkerThread thread = new WorkerThread(worker, IdlePolicy.none(), errors).start()) {
            closed.await();

            assertThat(thread.death()).isInstanceOf(OutOfMemoryError.class);
            assertThat(thread.isRunning()).isFalse();
        }
    }

    @Test
    void aWorkerThatWasStoppedHasNotDied() {
        Worker worker = new Worker() {
            @Override
            public String role() {
                return "obedient";
            }

            @Override
            public int doWork() {
                return 0;
            }
        };
        WorkerThread thread = new WorkerThread(worker, IdlePolicy.nap(1_000), errors).start();

        thread.close();

        assertThat(thread.death()).isNull();
        assertThat(thread.isRunning()).isFalse();
    }

    /** A wake that comes while the thread is about to wait must not be lost, nor what was written before it be unseen. */
    @Test
    void everyWakeIsFollowedByARoundThatSeesWhatWasWrittenBefore() throws Exception {
        AtomicLong written = new AtomicLong();
        SynchronousQueue<Long> seen = new SynchronousQueue<>();
        Worker worker = new Worker() {
            private long last;

            @Override
            public String role() {
                return "woken";
            }

            @Override
            public int doWork() throws InterruptedException {
                long now = written.getPlain();
                if (now > last) {
                    last = now;
                    seen.put(now);
                }
                return 0;
            }
        };
        try (WorkerThread thread = new WorkerThread(worker, IdlePolicy.every(3_600_000_000_000L), errors).start()) {
            for (long i = 1; i <= 20_000; i++) {
                written.setPlain(i);
                thread.wake();
                assertThat(seen.poll(10, TimeUnit.SECONDS))
                        .as("after wake %d", i)
                        .isEqualTo(i);
            }
        }
    }
}
