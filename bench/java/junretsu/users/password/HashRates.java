package junretsu.users.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import junretsu.base.Sha256;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.WorkerThread;
import junretsu.users.account.Credential;

/**
 * Measures logins whose password needs the slow hash, by hash workers that always have the next one waiting, beside the
 * bare loop that only hashes, with as many threads, in turn. Every answer is checked. Arguments: threads, seconds a
 * round, rounds. Prints a row of a table: the medians of both, the median of the ratios of rounds that followed one
 * another, the CPU time of the process a hash, and each round.
 */
final class HashRates {
    private static final byte[] PASSWORD = "correct horse battery".getBytes(US_ASCII);
    private static final int WAITING_A_THREAD = 3;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** @param cpuMillis of the process a hash */
    private record Round(double rate, double cpuMillis) {}

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
        List<Round> bare = new ArrayList<>();
        List<Round> workers = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            bare.add(rates.bareLoop());
            workers.add(rates.workers());
        }
        System.out.printf(
                Locale.ROOT,
                "| %d | %.1f | %.1f | %.2f | %.1f | %.1f | %s | %s |%n",
                threads,
                median(bare.stream().map(Round::rate)),
                median(workers.stream().map(Round::rate)),
                median(IntStream.range(0, rounds).mapToObj(i -> workers.get(i).rate / bare.get(i).rate)),
                median(bare.stream().map(Round::cpuMillis)),
                median(workers.stream().map(Round::cpuMillis)),
                each(bare),
                each(workers));
    }

    private Round bareLoop() throws InterruptedException {
        long cpu = SYSTEM.getProcessCpuTime();
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
        return round(count.sum(), begin, cpu);
    }

    private static Round round(long count, long begin, long cpu) {
        double rate = count * 1e9 / (System.nanoTime() - begin);
        return new Round(rate, (SYSTEM.getProcessCpuTime() - cpu) / 1e6 / count);
    }

    private Round workers() throws InterruptedException {
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
        long cpu = SYSTEM.getProcessCpuTime();
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
        Round round = round(right.sum(), begin, cpu);
        check(right.sum() == passwords.counts().sum(HashEvent.HASHED) && errors.count() == 0);
        running.forEach(WorkerThread::close);
        return round;
    }

    private static void check(boolean isRight) {
        if (!isRight) {
            throw new AssertionError("a wrong answer");
        }
    }

    private static double median(Stream<Double> figures) {
        List<Double> sorted = figures.sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static String each(List<Round> rounds) {
        StringBuilder text = new StringBuilder();
        rounds.forEach(round -> text.append(String.format(Locale.ROOT, "%.0f ", round.rate)));
        return text.toString().strip();
    }
}
