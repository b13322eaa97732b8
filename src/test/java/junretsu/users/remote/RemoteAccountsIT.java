package junretsu.users.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.config.HostPort;
import junretsu.config.TlsFiles;
import junretsu.config.TlsTrust;
import junretsu.net.tcp.LoopSite;
import junretsu.testing.RedisServerCertificate;
import junretsu.testing.RefusedPort;
import junretsu.testing.Seed;
import junretsu.testing.Waiting;
import junretsu.users.line.Accounts;
import junretsu.users.line.AddedField;
import junretsu.users.line.FrontKey;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineFields;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Origin;
import junretsu.users.line.UserLines;
import junretsu.users.line.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pool against back ends that do not keep to the protocol, that are away, and that come back. */
@Timeout(180)
class RemoteAccountsIT {
    private static final int REQUESTS = Integer.getInteger("junretsu.requests", 100_000);
    private static final int CALLERS = 4;
    private static final long ASKED_MS = 30_000;
    private static final Origin ORIGIN = new Origin("192.0.2.1", "", false);

    @TempDir
    private Path directory;

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final DistinctErrors errors = new DistinctErrors(log::add, Clock.SYSTEM);

    private static RemoteConfig config(int port, int pendingMax, long answerMs, long idleMs) {
        return new RemoteConfig(
                new HostPort("127.0.0.1", port),
                null,
                null,
                4,
                8,
                32,
                pendingMax,
                2_000_000_000L,
                answerMs * 1_000_000,
                idleMs * 1_000_000);
    }

    private WorkerThread start(RemoteAccounts accounts) {
        return new WorkerThread(accounts, IdlePolicy.none(), errors).start();
    }

    private static LineRequest request(Verb verb, String name) {
        return new LineRequest(verb, new LineUser(name, "", "", ""));
    }

    private static LineAnswer ask(RemoteAccounts accounts, Verb verb, String name) throws InterruptedException {
        BlockingQueue<LineAnswer> answers = new LinkedBlockingQueue<>();
        accounts.handle(request(verb, name), ORIGIN, answers::add);
        LineAnswer answer = answers.poll(ASKED_MS, TimeUnit.MILLISECONDS);
        assertThat(answer).isNotNull();
        return answer;
    }

    @Test
    void noAnswerOfARogueBackEndReachesAnybodyButItsOwnRequest() throws Exception {
        long seed = Seed.draw();
        Tally tally = new Tally();
        try (RogueBackend backend = new RogueBackend(seed, 1_000, 400)) {
            RemoteAccounts accounts =
                    new RemoteAccounts(config(backend.port(), 4_096, 200, 20_000), Clock.SYSTEM, errors);
            try (WorkerThread thread = start(accounts)) {
                List<Thread> callers = new ArrayList<>();
                for (int c = 0; c < CALLERS; c++) {
                    String name = "caller" + c + "-";
                    callers.add(new Thread(() -> tally.ask(accounts, name, REQUESTS / CALLERS)));
                }
                callers.forEach(Thread::start);
                for (Thread caller : callers) {
                    caller.join();
                }
                assertThat(thread.isRunning()).isTrue();
            }
            for (RogueBackend.Fault fault : RogueBackend.Fault.values()) {
                assertThat(backend.count(fault)).as("seed %d, %s", seed, fault).isPositive();
            }
        }
        System.out.println("rogue back end, seed " + seed + ": " + tally.right + " right, " + tally.unavailable
                + " unavailable, " + tally.wrong + " wrong");
        assertThat(tally.wrong.get()).as("seed %d, wrong", seed).isZero();
        assertThat(tally.right.get() + tally.unavailable.get()).isEqualTo(REQUESTS);
        assertThat(tally.twice.get()).as("seed %d, answered twice", seed).isZero();
        assertThat(tally.right.get()).as("seed %d, right", seed).isGreaterThan(REQUESTS / 10 * 8);
    }

    /** The outcomes of requests, each of which is looked at by itself. */
    private static final class Tally {
        final AtomicInteger right = new AtomicInteger();
        final AtomicInteger wrong = new AtomicInteger();
        final AtomicInteger unavailable = new AtomicInteger();
        final AtomicInteger twice = new AtomicInteger();

        void ask(RemoteAccounts accounts, String prefix, int count) {
            Semaphore window = new Semaphore(200);
            for (int i = 0; i < count; i++) {
                window.acquireUninterruptibly();
                String name = prefix + i;
                AtomicInteger answers = new AtomicInteger();
                accounts.handle(request(i % 3 == 0 ? Verb.LOGIN : Verb.VALIDATE, name), ORIGIN, answer -> {
                    take(answer, name, answers.getAndIncrement());
                    window.release();
                });
            }
            window.acquireUninterruptibly(200);
        }

        private void take(LineAnswer answer, String name, int before) {
            if (before > 0) {
                twice.incrementAndGet();
            } else if (!answer.success() && answer.err().equals(LineAnswer.UNAVAILABLE)) {
                unavailable.incrementAndGet();
            } else if (answer.success() && answer.user().nickname().equals("of " + name)) {
                right.incrementAndGet();
            } else {
                wrong.incrementAndGet();
            }
        }
    }

    @Test
    void aBackEndThatIsAwayIsUnavailableAtOnceAndFoundAgain() throws Exception {
        RefusedPort away = new RefusedPort();
        RemoteAccounts accounts =
                new RemoteAccounts(config(away.port(), 100, 2 * ASKED_MS, 20_000), Clock.SYSTEM, errors);
        try (away;
                WorkerThread thread = start(accounts)) {
            assertThat(accounts.problem()).isNull();
            assertThat(ask(accounts, Verb.LOGIN, "ann").err()).isEqualTo(LineAnswer.UNAVAILABLE);
            assertThat(accounts.problem()).contains("unavailable");
        }
        try (RogueBackend backend = new RogueBackend(1, 0, 0)) {
            RemoteAccounts again = new RemoteAccounts(config(backend.port(), 100, 5_000, 20_000), Clock.SYSTEM, errors);
            try (WorkerThread thread = start(again)) {
                assertThat(ask(again, Verb.LOGIN, "ann").user().nickname()).isEqualTo("of ann");
                backend.close();
                Waiting.until("its end", () -> backend.connections() == 0);
                assertThat(ask(again, Verb.LOGIN, "ann").err()).isEqualTo(LineAnswer.UNAVAILABLE);
                try (ServerSocket later = new ServerSocket(backend.port(), 10, InetAddress.getLoopbackAddress())) {
                    assertThat(later.getLocalPort()).isEqualTo(backend.port());
                    Waiting.until("another try", () -> isConnected(again, later));
                }
            }
        }
    }

    private boolean isConnected(RemoteAccounts accounts, ServerSocket server) {
        accounts.handle(request(Verb.LOGIN, "ann"), ORIGIN, answer -> {});
        try {
            server.setSoTimeout(100);
            server.accept().close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void whatIsTooMuchIsRefusedAtOnceAndEveryRequestIsAnsweredInTheEnd() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            RemoteAccounts accounts =
                    new RemoteAccounts(config(silent.getLocalPort(), 50, 300, 20_000), Clock.SYSTEM, errors);
            BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
            try (WorkerThread thread = start(accounts)) {
                for (int i = 0; i < 60; i++) {
                    accounts.handle(request(Verb.VALIDATE, "ann"), ORIGIN, answer -> outcomes.add(answer.err()));
                }
                for (int i = 0; i < 60; i++) {
                    String expected = i < 10 ? LineAnswer.BUSY : LineAnswer.UNAVAILABLE;
                    assertThat(outcomes.poll(30, TimeUnit.SECONDS)).isEqualTo(expected);
                }
                accounts.handle(request(Verb.VALIDATE, "ann"), ORIGIN, answer -> outcomes.add(answer.err()));
            }
            assertThat(outcomes.poll(10, TimeUnit.SECONDS)).isEqualTo(LineAnswer.UNAVAILABLE);
            accounts.handle(request(Verb.VALIDATE, "ann"), ORIGIN, answer -> outcomes.add(answer.err()));
            assertThat(outcomes.poll(10, TimeUnit.SECONDS)).as("after the end").isEqualTo(LineAnswer.UNAVAILABLE);
        }
    }

    @Test
    void aConnectionThatIsNotUsedIsClosedAndMadeAgain() throws Exception {
        try (RogueBackend backend = new RogueBackend(1, 0, 0)) {
            RemoteAccounts accounts = new RemoteAccounts(config(backend.port(), 50, 5_000, 100), Clock.SYSTEM, errors);
            try (WorkerThread thread = start(accounts)) {
                for (int i = 0; i < 2; i++) {
                    assertThat(ask(accounts, Verb.VALIDATE, "ann").success()).isTrue();
                    Waiting.until("no connection", () -> backend.connections() == 0);
                }
            }
        }
        assertThat(log).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFrontWithTheKeyIsBelievedWhoseAddressItIsAndOneWithoutIsNotHeard(boolean isEncrypted) throws Exception {
        Path file = Files.writeString(directory.resolve("key"), "0123456789abcdef0123456789abcdef\n");
        Path otherFile = Files.writeString(directory.resolve("other"), "another key of sufficient length");
        FrontKey key = FrontKey.read(file);
        SSLContext[] contexts = isEncrypted ? contexts() : new SSLContext[2];
        try (LoopSite site = site(key, contexts[0])) {
            HostPort backend = new HostPort("127.0.0.1", site.port());
            RemoteAccounts known =
                    new RemoteAccounts(new RemoteConfig(backend, key, contexts[1]), Clock.SYSTEM, errors);
            try (WorkerThread thread = start(known)) {
                LineAnswer answer = ask(known, Verb.LOGIN, "ann");
                assertThat(answer.user()).isEqualTo(new LineUser("192.0.2.1", "ann", "", ""));
                String picture = "x".repeat(200_000);
                LineRequest request = new LineRequest(
                        Verb.UPDATE_IMAGE, LineUser.NOBODY, LineFields.NONE.with(AddedField.IMAGE, picture));
                BlockingQueue<LineAnswer> answers = new LinkedBlockingQueue<>();
                known.handle(request, ORIGIN, answers::add);
                assertThat(answers.poll(30, TimeUnit.SECONDS).added().text(AddedField.IMAGE))
                        .isEqualTo(picture);
            }
            for (FrontKey wrong : new FrontKey[] {null, FrontKey.read(otherFile)}) {
                RemoteAccounts unknown =
                        new RemoteAccounts(new RemoteConfig(backend, wrong, contexts[1]), Clock.SYSTEM, errors);
                try (WorkerThread thread = start(unknown)) {
                    assertThat(ask(unknown, Verb.LOGIN, "ann").success()).isFalse();
                }
            }
            assertThat(log).anyMatch(line -> line.contains("the back end does not know the front key"));
        }
    }

    @Test
    void aBackEndWithAnotherCertificateIsNotTalkedTo() throws Exception {
        try (LoopSite site = site(null, contexts()[0])) {
            HostPort backend = new HostPort("127.0.0.1", site.port());
            RemoteAccounts strict = new RemoteAccounts(
                    new RemoteConfig(backend, null, TlsTrust.context("backend-ca", null)), Clock.SYSTEM, errors);
            try (WorkerThread thread = start(strict)) {
                assertThat(ask(strict, Verb.LOGIN, "ann").err()).isEqualTo(LineAnswer.UNAVAILABLE);
                assertThat(strict.problem()).contains("unavailable");
                assertThat(log).anyMatch(line -> line.contains("certification path"));
            }
        }
    }

    private LoopSite site(FrontKey key, SSLContext tls) throws IOException {
        Accounts accounts = (request, origin, answer) -> answer.accept(
                LineAnswer.ok(new LineUser(origin.address(), request.user().username(), origin.device(), ""))
                        .with(AddedField.IMAGE, request.added().text(AddedField.IMAGE)));
        return new LoopSite(
                () -> new UserLines(accounts, key, Clock.SYSTEM, (verb, answer, nanos, heldNanos) -> {}, errors),
                tls == null ? null : () -> tls,
                LoopSite.LIMITS,
                2,
                100);
    }

    /** The server's, and one of clients that trust it. */
    private SSLContext[] contexts() throws Exception {
        RedisServerCertificate made = RedisServerCertificate.create(directory);
        return new SSLContext[] {
            new TlsFiles(made.certificate(), made.key()).context(), TlsTrust.context("backend-ca", made.certificate())
        };
    }
}
