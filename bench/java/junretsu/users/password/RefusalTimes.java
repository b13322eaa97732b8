package junretsu.users.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.WorkerThread;
import junretsu.config.Settings;
import junretsu.users.account.Credential;

/**
 * Measures the time to the answer of a wrong password: of a user who is there, of one whose login is remembered, and of
 * one who does not exist, in turn, one at a time. Prints a row each: the median, the least and the most, in milliseconds.
 */
final class RefusalTimes {
    private static final int ROUNDS = 15;
    private static final byte[] RIGHT = "correct horse battery".getBytes(US_ASCII);
    private static final byte[] WRONG = "wrong horse battery".getBytes(US_ASCII);
    private static final String[] NAMES = {"a user", "a user whose login is remembered", "nobody"};

    public static void main(String[] args) throws Exception {
        PasswordConfig config = PasswordConfig.from(new Settings(Map.of()));
        DummyCredentials dummies = new DummyCredentials(new byte[32], config.cost());
        Passwords passwords = new Passwords(config, Pepper.NONE, dummies, Clock.SYSTEM);
        DistinctErrors errors = new DistinctErrors(System.err::println, Clock.SYSTEM);
        passwords.addTo((worker, idlePolicy) -> new WorkerThread(worker, idlePolicy, errors).start());
        Credential stored = new PasswordHash(Pepper.NONE).credential(RIGHT, config.cost());
        for (int i = 0; i < 20; i++) {
            passwords.forget("bob");
            answer(passwords, "bob", stored, RIGHT);
        }
        List<List<Double>> times = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < ROUNDS; i++) {
            times.get(0).add(answer(passwords, "alice", stored, WRONG));
            times.get(1).add(answer(passwords, "bob", stored, WRONG));
            times.get(2).add(answer(passwords, "nobody", null, WRONG));
        }
        for (int i = 0; i < NAMES.length; i++) {
            List<Double> sorted = times.get(i).stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f |%n",
                    NAMES[i],
                    sorted.get(ROUNDS / 2),
                    sorted.get(0),
                    sorted.get(ROUNDS - 1));
        }
        System.exit(0);
    }

    private static double answer(Passwords passwords, String name, Credential stored, byte[] password)
            throws Exception {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        long begin = System.nanoTime();
        passwords.check(new Attempt(name, stored, password, begin, () -> true), verdict::complete);
        if (verdict.get().isRight() != (password == RIGHT)) {
            throw new AssertionError("a wrong answer");
        }
        return (System.nanoTime() - begin) / 1e6;
    }
}
