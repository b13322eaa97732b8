package junretsu.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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
}
