package junretsu.users.password;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.WorkerThread;
import junretsu.users.account.Credential;
import org.junit.jupiter.api.Test;

/** Threads that ask for more hashes than there is time for, and an end in the midst of it. */
class PasswordsThreadsTest {
    private static final HashCost CHEAP = new HashCost(1_024, 1);
    private static final int ASKING = 4;
    private static final int EACH = 2_000;
    private static final byte[] RIGHT = "right".getBytes(US_ASCII);
    private static final byte[] WRONG = "wrong".getBytes(US_ASCII);

    private final List<WorkerThread> threads = new ArrayList<>();
    private final DistinctErrors errors = new DistinctErrors(System.err::println, Clock.SYSTEM);
    private final Credential stored = new PasswordHash(Pepper.NONE).credential(RIGHT, CHEAP);
    private final AtomicIntegerArray answers = new AtomicIntegerArray(ASKING * EACH);
    private final AtomicIntegerArray verdicts = new AtomicIntegerArray(Verdict.values().length);
    private final Passwords passwords = passwords();

    @Test
    void eachIsAnsweredOnceAndRightlyAndCountedOnce() throws Exception {
        threads.forEach(WorkerThread::start);
        List<Thread> asking = new ArrayList<>();
        for (int i = 0; i < ASKING; i++) {
            int from = i * EACH;
            asking.add(new Thread(() -> ask(from)));
        }
        asking.forEach(Thread::start);
        for (Thread thread : asking) {
            thread.join();
        }
        threads.forEach(WorkerThread::close);
        int[] each = new int[ASKING * EACH];
        Arrays.setAll(each, answers::get);
        assertThat(each).containsOnly(1);
        assertThat(errors.count()).isZero();
        long ended = Arrays.stream(HashEvent.values())
                .mapToLong(passwords.counts()::sum)
                .sum();
        assertThat(ended + verdicts.get(Verdict.REMEMBERED.ordinal())).isEqualTo(ASKING * EACH);
        assertThat(verdicts.get(Verdict.FRESH.ordinal())).isPositive();
        assertThat(verdicts.get(Verdict.BUSY.ordinal())).isEqualTo((int)
                (passwords.counts().sum(HashEvent.REFUSED) + passwords.counts().sum(HashEvent.EXPIRED)));
    }

    /** Asks for right and wrong passwords of many users in turn; an unfit answer counts as two. */
    private void ask(int from) {
        for (int i = from; i < from + EACH; i++) {
            int number = i;
            boolean isRight = i % 3 > 0;
            Attempt attempt =
                    new Attempt("user" + i % 100, stored, isRight ? RIGHT : WRONG, System.nanoTime(), () -> true);
            passwords.check(attempt, verdict -> {
                boolean isFit = verdict == Verdict.BUSY || verdict.isRight() == isRight;
                answers.addAndGet(number, isFit ? 1 : 2);
                verdicts.incrementAndGet(verdict.ordinal());
            });
        }
    }

    private Passwords passwords() {
        PasswordConfig config = new PasswordConfig(
                CHEAP,
                2,
                TimeUnit.MILLISECONDS.toNanos(50),
                TimeUnit.MILLISECONDS.toNanos(20),
                TimeUnit.MILLISECONDS.toNanos(40),
                50,
                15,
                null,
                false,
                false);
        Passwords made = new Passwords(config, Pepper.NONE, new DummyCredentials(new byte[32], CHEAP), Clock.SYSTEM);
        made.addTo((worker, idlePolicy) -> {
            WorkerThread thread = new WorkerThread(worker, idlePolicy, errors);
            threads.add(thread);
            return thread;
        });
        return made;
    }
}
