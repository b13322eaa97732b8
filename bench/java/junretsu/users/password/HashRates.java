package junretsu.users.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.WorkerThread;
import junretsu.users.account.Credential;

/**
 * Measures logins whose password needs the slow hash, by hash workers that always have the next one waiting, beside the
 * bare loop that only hashes, with as many threads, in turn. Every answer is checked. Arguments: threads, seconds a
 * round, rounds. Prints a row of a table: each round of both, then the ratio of the medians.
 */
final class HashRates {
    private static final byte[] PASSWORD = "correct horse battery".getBytes(US_ASCII);
    private static final int WAITING_A_THREAD = 3;

    private final int threads;
    private final long nanos;
    private final Credential credential = new PasswordHash(Pepper.NONE).credential(PASSWORD, HashCost.DEFAULT);

    private HashRates(int threads, long nanos) {
        this.threads = threads;
        this.nanos = nanos;
    }

    public static void main(String[] args) throws Exception {
        int threads = Integer.parseInt(args[0]);
        long seconds = Long.parseLong(args[1]);
        int rounds = Integer.parseInt(args[2]);
        new HashRates(threads, TimeUnit.SECONDS.toNanos(2)).bareLoop();
        HashRates rates = new HashRates(threads, TimeUnit.SECONDS.toNanos(seconds));
        List<Double> bare = new ArrayList<>();
        List<Double> workers = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            bare.add(rates.bareLoop());
            workers.add(rates.workers());
        }
        System.out.printf(
                Locale.ROOT,
                "| %d | %.1f | %.1f | %.2f | %s | %s |%n",
                threads,
                median(bare),
                median(workers),
                median(workers) / median(bare),
                each(bare),
                each(workers));
    }

    private double bareLoop() throws InterruptedException {
        long begin = System.nanoTime();
        LongAdder count = new LongAdder();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                Argon2id argon2id = new Argon2id();
                while (System.nanoTime() - begin < nanos) {
                    byte[] salted = argon2id.hash(PASSWORD, credential.salt(), HashCost.DEFAULT);
                    check(salted.length == Sha256.BYTES);
                    count.increment();
                }
            });
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            thread.join();
        }
        return count.sum() * 1e9 / (System.nanoTime() - begin);
    }

    private double workers() throws InterruptedException {
        PasswordConfig config = new PasswordConfig(
                HashCost.DEFAULT, threads, TimeUnit.SECONDS.toNanos(10), 0, 0, 1, 15, null, false, false);
        DummyCredentials dummies = new DummyCredentials(new byte[32], HashCost.DEFAULT);
        Passwords passwords = new Passwords(config, Pepper.NONE, dummies, Clock.SYSTEM);
        List<WorkerThread> running = new ArrayList<>();
        DistinctErrors errors = new DistinctErrors(System.err::println, Clock.SYSTEM);
        passwords.addTo((worker, idlePolicy) -> {
            WorkerThread thread = new WorkerThread(worker, idlePolicy, errors);
            running.add(thread);
            return thread;
        });
        running.forEach(WorkerThread::start);
        Semaphore places = new Semaphore(threads * WAITING_A_THREAD);
        LongAdder right = new LongAdder();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            if (places.tryAcquire(10, TimeUnit.MILLISECONDS)) {
                passwords.check(
                        new Attempt("alice", credential, PASSWORD, System.nanoTime(), () -> true), verdict -> {
                            check(verdict == Verdict.FRESH);
                            right.increment();
                            places.release();
                        });
            }
        }
        places.acquire(threads * WAITING_A_THREAD);
        double rate = right.sum() * 1e9 / (System.nanoTime() - begin);
        check(right.sum() == passwords.counts().sum(HashEvent.HASHED) && errors.count() == 0);
        running.forEach(WorkerThread::close);
        return rate;
    }

    private static void check(boolean isRight) {
        if (!isRight) {
            throw new AssertionError("a wrong answer");
        }
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().toList().get(rates.size() / 2);
    }

    private static String each(List<Double> rates) {
        StringBuilder text = new StringBuilder();
        rates.forEach(rate -> text.append(String.format(Locale.ROOT, "%.1f ", rate)));
        return text.toString().strip();
    }
}
