package junretsu.users.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.WorkerThread;
import junretsu.users.account.Account;
import junretsu.users.account.SessionStore;
import junretsu.users.account.UserStore;
import junretsu.users.limit.KnownDevices;
import junretsu.users.limit.LocalLimits;
import junretsu.users.limit.LoginLimits;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineFields;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Origin;
import junretsu.users.line.Verb;
import junretsu.users.password.DummyCredentials;
import junretsu.users.password.HashCost;
import junretsu.users.password.HashCounts;
import junretsu.users.password.PasswordConfig;
import junretsu.users.password.PasswordRules;
import junretsu.users.password.Passwords;
import junretsu.users.password.Pepper;
import junretsu.users.password.ScramServer;
import junretsu.users.store.local.LocalFixture;
import junretsu.users.store.local.LocalUsers;

/** The verbs over real stores and a cheap argon2id. */
final class VerbsFixture implements AutoCloseable {
    static final String PASSWORD = "a long enough password";
    static final Origin HALL = new Origin("192.0.2.1", "a phone", false);

    static final long REFUSAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final HashCost CHEAP = new HashCost(1_024, 1);

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final DistinctErrors errors = new DistinctErrors(log::add, Clock.SYSTEM);
    private final List<WorkerThread> threads = new ArrayList<>();
    private final LocalUsers stores;
    private final VerbParts parts;
    private final AccountVerbs verbs;
    private final Passwords passwords;

    /** @param pictures null when none are taken */
    VerbsFixture(Path directory, Pictures pictures) throws Exception {
        this(directory, pictures, new LocalLimits(Clock.SYSTEM));
    }

    /** @param pictures null when none are taken */
    VerbsFixture(Path directory, Pictures pictures, LoginLimits limits) throws Exception {
        this(directory, pictures, limits, false);
    }

    /** @param pictures null when none are taken */
    VerbsFixture(Path directory, Pictures pictures, LoginLimits limits, boolean isOnlyOne) throws Exception {
        this(directory, pictures, limits, isOnlyOne, Clock.SYSTEM);
    }

    /** A wrong password is answered {@link #REFUSAL_NANOS} later on this clock. */
    VerbsFixture(Path directory, LoginLimits limits, Clock clock) throws Exception {
        this(directory, null, limits, false, clock);
    }

    private VerbsFixture(Path directory, Pictures pictures, LoginLimits limits, boolean isOnlyOne, Clock clock)
            throws Exception {
        stores = LocalFixture.open(directory, TimeUnit.DAYS.toMillis(14), clock);
        DummyCredentials dummies = new DummyCredentials(new byte[32], CHEAP);
        PasswordConfig config = new PasswordConfig(
                CHEAP,
                2,
                TimeUnit.SECONDS.toNanos(60),
                REFUSAL_NANOS,
                TimeUnit.MINUTES.toNanos(15),
                1_000,
                15,
                null,
                true,
                true);
        passwords = new Passwords(config, Pepper.NONE, dummies, clock);
        passwords.addTo((worker, idle) -> {
            threads.add(new WorkerThread(worker, idle, errors));
            return threads.get(threads.size() - 1);
        });
        threads.forEach(WorkerThread::start);
        parts = new VerbParts(
                stores.users(),
                stores.sessions(),
                passwords,
                new PasswordRules(15),
                new ScramServer(dummies, Pepper.NONE),
                true,
                limits,
                new KnownDevices(new byte[32], clock),
                new SessionPolicy(TimeUnit.DAYS.toMillis(30), isOnlyOne),
                pictures,
                errors,
                clock);
        verbs = new AccountVerbs(parts);
    }

    @Override
    public void close() throws Exception {
        threads.forEach(WorkerThread::close);
        stores.close();
    }

    /** The faults that were recorded. */
    List<String> log() {
        return log;
    }

    HashCounts hashes() {
        return passwords.counts();
    }

    LocalUsers stores() {
        return stores;
    }

    /** The parts of these verbs over other stores. */
    VerbParts parts(UserStore users, SessionStore sessions) {
        return new VerbParts(
                users,
                sessions,
                parts.passwords(),
                parts.rules(),
                parts.scram(),
                parts.seedUsers(),
                parts.limits(),
                parts.devices(),
                parts.policy(),
                parts.pictures(),
                parts.errors(),
                parts.clock());
    }

    AccountVerbs verbs() {
        return verbs;
    }

    Account account(String username) throws Exception {
        return stores.users().find(username).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Asks without a wait for the answer. */
    CompletableFuture<LineAnswer> begin(LineRequest request, Origin origin) {
        CompletableFuture<LineAnswer> answer = new CompletableFuture<>();
        verbs.handle(request, origin, answer::complete);
        return answer;
    }

    LineAnswer ask(LineRequest request, Origin origin) throws Exception {
        return begin(request, origin).get(60, TimeUnit.SECONDS);
    }

    LineAnswer ask(Verb verb, String username, String password, String nickname, String token) throws Exception {
        return ask(new LineRequest(verb, new LineUser(username, password, nickname, token)), HALL);
    }

    /** Asks with the right password. @param fields and their texts in turn */
    LineAnswer with(Verb verb, String username, String token, Object... fields) throws Exception {
        return with(verb, new LineUser(username, PASSWORD, "", token), fields);
    }

    /** @param fields and their texts in turn */
    LineAnswer with(Verb verb, LineUser user, Object... fields) throws Exception {
        LineFields added = LineFields.NONE;
        for (int i = 0; i < fields.length; i += 2) {
            added = added.with((AddedField) fields[i], (String) fields[i + 1]);
        }
        return ask(new LineRequest(verb, user, added), HALL);
    }

    String register(String username) throws Exception {
        LineAnswer answer = ask(Verb.REGISTER, username, PASSWORD, "Nick", "");
        assertThat(answer.err()).isEmpty();
        return answer.user().token();
    }
}
