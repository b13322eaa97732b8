package junretsu.users.password;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.users.account.Credential;
import junretsu.users.account.Credential.Scheme;

/**
 * Checks passwords and makes credentials, with slow hashes on threads of their own. All methods but {@link #addTo} may
 * be called by any thread and do not wait.
 *
 * <p>A wrong password and a user who does not exist are answered alike, and not before
 * {@link PasswordConfig#refusalNanos} and twice the time of a hash have passed: both wait for a worker, and neither the
 * slow hash nor its absence can be told by the clock.
 */
public final class Passwords {
    private static final long WORKER_WAIT_NANOS = 100_000_000;

    private final PasswordConfig config;
    private final Pepper pepper;
    private final DummyCredentials dummies;
    private final RememberedLogins remembered;
    private final HashCounts counts = new HashCounts();
    private final Later later;
    private final HashQueue queue;
    private final Clock clock;
    private final long workerWaitNanos;

    public Passwords(PasswordConfig config, Pepper pepper, DummyCredentials dummies, Clock clock) {
        this(config, pepper, dummies, clock, WORKER_WAIT_NANOS);
    }

    /** @param workerWaitNanos that a round of a worker waits for work, at most */
    Passwords(PasswordConfig config, Pepper pepper, DummyCredentials dummies, Clock clock, long workerWaitNanos) {
        this.config = config;
        this.pepper = pepper;
        this.dummies = dummies;
        this.clock = clock;
        this.workerWaitNanos = workerWaitNanos;
        remembered = new RememberedLogins(config.rememberNanos(), config.rememberedMax(), clock);
        later = new Later(clock, workerWaitNanos);
        queue = new HashQueue(config.threads(), config.waitMaxNanos(), counts, later, clock);
    }

    /** Adds the hash workers and their timer to a server's threads; before they start. */
    public void addTo(BiFunction<Worker, IdlePolicy, WorkerThread> workers) {
        for (int i = 0; i < config.threads(); i++) {
            PasswordHash hash = new PasswordHash(pepper);
            workers.apply(new HashWorker(i, queue, hash, workerWaitNanos, clock), IdlePolicy.none());
        }
        workers.apply(later, IdlePolicy.none());
    }

    /**
     * Checks a password.
     *
     * @param answer called once, by this thread, a hash worker or the timer, which it must not block
     */
    public void check(Attempt attempt, Consumer<Verdict> answer) {
        Consumer<Verdict> fair = verdict -> answer(verdict, attempt.sinceNanos(), answer);
        Credential stored = attempt.stored();
        if (attempt.password() == null) {
            attempt.whenWrong().run();
            fair.accept(Verdict.WRONG);
        } else if (stored == null || !config.seedUsers() && SeedUsers.isPublished(attempt.username(), stored)) {
            queue.submit(new PasswordCheck(attempt, dummies.of(attempt.username()), remembered, fair));
        } else if (stored.scheme() == Scheme.SEED) {
            boolean isRight = SeedUsers.matches(attempt.password(), stored);
            if (!isRight) {
                attempt.whenWrong().run();
            }
            fair.accept(isRight ? Verdict.SEEDED : Verdict.WRONG);
        } else {
            switch (remembered.look(attempt.username(), stored, attempt.password())) {
                case RIGHT -> answer.accept(Verdict.REMEMBERED);
                case WRONG -> {
                    attempt.whenWrong().run();
                    queue.submit(new SparedCheck(attempt, fair));
                }
                default -> queue.submit(new PasswordCheck(attempt, stored, remembered, fair));
            }
        }
    }

    /**
     * Answers a wrong proof of SCRAM when a wrong password would be answered that came at the same time.
     *
     * @param sinceNanos the time at which it came, on the clock of this
     * @param answer called once, by this thread or the timer, which it must not block
     */
    public void refuse(long sinceNanos, Runnable answer) {
        later.at(sinceNanos + Math.max(config.refusalNanos(), 2 * queue.meanNanos()), answer);
    }

    /**
     * Makes a credential of a new password.
     *
     * @param isWanted as of {@link Attempt}
     * @param answer called once, by a hash worker, the timer or this thread, with null when too many wait
     */
    public void create(byte[] password, BooleanSupplier isWanted, Consumer<Credential> answer) {
        create(password, Salts.random(), isWanted, answer);
    }

    private void create(byte[] password, byte[] salt, BooleanSupplier isWanted, Consumer<Credential> answer) {
        queue.submit(new NewCredential(password, config.cost(), salt, isWanted, answer));
    }

    /**
     * Returns whether a credential is not as a new one would be: of a seeded account, of a lower cost, or without the
     * pepper. After a login with the password, {@link #renew} makes a better one.
     */
    public boolean isOutdated(Credential stored) {
        if (stored.scheme() == Scheme.SEED) {
            return config.upgradesSeed();
        }
        HashCost cost = config.cost();
        return stored.memoryKib() != cost.memoryKib()
                || stored.passes() != cost.passes()
                || stored.scheme() == Scheme.ARGON2ID && pepper != Pepper.NONE;
    }

    /**
     * As {@link #create}, but of the password of a credential, as {@link #isSamePassword} tells afterwards, and only
     * where no login has to wait for it: else {@code answer} gets null at once.
     */
    public void renew(Credential stored, byte[] password, Consumer<Credential> answer) {
        if (queue.waiting() > 0) {
            answer.accept(null);
        } else {
            create(password, Salts.next(stored.salt()), () -> true, answer);
        }
    }

    /** Returns whether a credential is what an earlier one was, or what {@link #renew} has made of it. */
    public static boolean isSamePassword(Credential earlier, Credential now) {
        return Arrays.equals(now.salt(), earlier.salt()) || Arrays.equals(now.salt(), Salts.next(earlier.salt()));
    }

    /** Forgets that a login was right: at the end of all sessions, and when the account is locked. */
    public void forget(String username) {
        remembered.forget(username);
    }

    /** The number of logins that are remembered, those whose time is over included. */
    public int remembered() {
        return remembered.size();
    }

    /** The number of hashes that wait for a worker. */
    public int waiting() {
        return queue.waiting();
    }

    /** The hashes so far. */
    public HashCounts counts() {
        return counts;
    }

    /** Answers at once, but that a password is wrong only when its time has come. */
    private void answer(Verdict verdict, long sinceNanos, Consumer<Verdict> answer) {
        if (verdict == Verdict.WRONG) {
            refuse(sinceNanos, () -> answer.accept(verdict));
        } else {
            answer.accept(verdict);
        }
    }
}
