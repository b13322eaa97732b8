package junretsu.users.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.base.Sha256;
import junretsu.users.account.Credential;
import junretsu.users.limit.LocalLimits;
import junretsu.users.limit.LoginLimits;
import junretsu.users.limit.LoginSource;
import junretsu.users.password.RememberedLogins.Answer;

/**
 * Measures the checks of a login that need no slow hash, one thread: nanoseconds and bytes of garbage each, the median
 * of seven rounds after warming up. Every answer is checked.
 */
final class QuickChecks {
    private static final int USERS = 10_000;
    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final HashCost CHEAP = new HashCost(1_024, 1);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** One check of the user of a number; returns whether the answer is right. */
    private interface Check {
        boolean run(int user) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        String[] names = new String[USERS];
        Credential[] credentials = new Credential[USERS];
        byte[][] passwords = new byte[USERS][];
        PasswordHash hash = new PasswordHash(Pepper.NONE);
        Credential one = hash.credential("correct horse battery".getBytes(US_ASCII), CHEAP);
        RememberedLogins logins = new RememberedLogins(TimeUnit.HOURS.toNanos(1), USERS, Clock.SYSTEM);
        SeedUsers seeds = new SeedUsers(0);
        for (int i = 0; i < USERS; i++) {
            names[i] = SeedUsers.username(i);
            passwords[i] = ("correct horse battery" + i).getBytes(US_ASCII);
            byte[] storedKey = Sha256.hmac(one.storedKey(), passwords[i]);
            credentials[i] = new Credential(
                    one.scheme(), CHEAP.memoryKib(), CHEAP.passes(), one.salt(), storedKey, one.serverKey());
            logins.remember(names[i], credentials[i], passwords[i]);
        }
        byte[] wrong = "wrong".getBytes(US_ASCII);
        measure("remembered, right", i -> logins.look(names[i], credentials[i], passwords[i]) == Answer.RIGHT);
        measure("remembered, wrong", i -> logins.look(names[i], credentials[i], wrong) == Answer.WRONG);
        measure("not remembered", i -> logins.look("nobody", credentials[i], wrong) == Answer.UNKNOWN);
        byte[][] published = new byte[USERS][];
        Arrays.setAll(published, i -> SeedUsers.password(i).getBytes(US_ASCII));
        measure("seeded account", i -> SeedUsers.matches(published[i], seeds.account(i).credential()));
        scram(hash, one);
        LoginLimits limits = new LocalLimits(Clock.SYSTEM);
        measure("limits, nobody failed", i -> limits.check(LoginSource.of(names[i], "192.0.2.1"), false)
                .toCompletableFuture()
                .join()
                == null);
    }

    /** The server's side: both of the client's messages read, both answers written. */
    private static void scram(PasswordHash hash, Credential credential) throws Exception {
        DummyCredentials dummies = new DummyCredentials(new byte[32], CHEAP);
        ScramServer server = new ScramServer(dummies, Pepper.NONE, () -> "0123456789abcdefghijklmn");
        ScramClient client = new ScramClient("alice", "ABCDEFGHIJKLMNOPQRSTUVWX", false);
        String first = client.first();
        ScramHash asked = client.hash(
                server.challenge(ScramHello.parse(first), credential).message());
        byte[] salted = asked.saltedPassword("correct horse battery".getBytes(US_ASCII), new Argon2id());
        String last = client.last(ScramSecret.of(salted));
        measure("SCRAM, both messages", i -> {
            ScramChallenge challenge = server.challenge(ScramHello.parse(first), credential);
            return challenge.message().length() > 0 && challenge.finish(last) != null;
        });
    }

    private static void measure(String name, Check check) throws Exception {
        double[] nanos = new double[ROUNDS];
        double bytes = 0;
        for (int round = -2; round < ROUNDS; round++) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long begin = System.nanoTime();
            long count = 0;
            while (System.nanoTime() - begin < ROUND_NANOS) {
                for (int i = 0; i < 1_000; i++) {
                    if (!check.run((int) (count++ * 7_919 % USERS))) {
                        throw new AssertionError("a wrong answer: " + name);
                    }
                }
            }
            if (round >= 0) {
                nanos[round] = (double) (System.nanoTime() - begin) / count;
                bytes = (double) (THREADS.getCurrentThreadAllocatedBytes() - allocated) / count;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(Locale.ROOT, "| %s | %.0f | %.0f |%n", name, nanos[ROUNDS / 2], bytes);
    }
}
