package junretsu.users.blast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.load.Progress;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Verb;
import junretsu.users.password.ScramClient;
import junretsu.users.password.ScramException;
import junretsu.users.password.ScramHash;
import junretsu.users.password.ScramServer;
import junretsu.users.password.SeedUsers;

/**
 * All that comes before the measured time of a stage: a login that works, and by way the slow hashes of seeded
 * users, logins for the server to remember, hashes for SCRAM, or sessions. For one thread.
 */
final class Preparation {
    /** Sessions for a load in which nobody logs in. */
    static final int SESSIONS_MAX = 10_000;

    private static final int AT_ONCE = 32;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** The time within which a server that is not busy gives a seeded user a slow hash. */
    private static final long HASH_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final UsersBlastConfig config;
    private final InetSocketAddress target;
    private final List<UserPart> parts;
    private final BooleanSupplier isStopped;
    private final Clock clock;

    Preparation(
            UsersBlastConfig config,
            InetSocketAddress target,
            List<UserPart> parts,
            BooleanSupplier isStopped,
            Clock clock) {
        this.config = config;
        this.target = target;
        this.parts = parts;
        this.isStopped = isStopped;
        this.clock = clock;
    }

    /**
     * Logs the first and the last user in.
     *
     * @throws StartException when one cannot
     */
    void probe() throws StartException {
        String last = SeedUsers.username(config.first() + config.users() - 1);
        try (Asker asker = connect()) {
            for (long number : new long[] {config.first(), config.first() + config.users() - 1}) {
                LineAnswer answer = asker.ask(new LineRequest(
                        Verb.LOGIN, new LineUser(SeedUsers.username(number), SeedUsers.password(number), "", "")));
                if (!answer.success()) {
                    throw new StartException("'" + SeedUsers.username(number) + "' cannot log in: '" + answer.err()
                            + "'; the users up to '" + last + "' come from 'junretsu users seed', and the server"
                            + " takes them with --seed-users");
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Prepares a stage. @throws StartException when the server does not answer */
    void prepare(LoginWay way, Progress progress) throws StartException {
        parts.forEach(part -> part.sessions().clear());
        try (Asker asker = connect()) {
            switch (way) {
                case TOKEN -> beginSessions(asker);
                case FRESH, REMEMBERED, SCRAM -> {
                    if (config.pick().isFixed()) {
                        logInAll(asker, way, progress);
                    }
                }
                default -> {}
            }
        } catch (IOException | ScramException e) {
            throw failed(e);
        }
    }

    private Asker connect() throws StartException {
        try {
            return new Asker(target);
        } catch (IOException e) {
            throw new StartException(
                    "cannot connect to " + config.target() + "; start 'junretsu serve users' there, or give --target",
                    e);
        }
    }

    private static StartException failed(Exception e) {
        return new StartException("the server does not answer as a users server: " + e.getMessage(), e);
    }

    private void beginSessions(Asker asker) throws IOException {
        for (UserPart part : parts) {
            int count = Math.min(part.book().users(), SESSIONS_MAX / parts.size());
            for (int user = 0; user < count && !isStopped.getAsBoolean(); user += AT_ONCE) {
                List<LineRequest> logins = new ArrayList<>();
                for (int i = user; i < Math.min(count, user + AT_ONCE); i++) {
                    logins.add(login(part, i));
                }
                List<LineAnswer> answers = asker.ask(logins);
                for (int i = 0; i < answers.size(); i++) {
                    keep(part, user + i, answers.get(i));
                }
            }
        }
    }

    private static void keep(UserPart part, int user, LineAnswer answer) throws IOException {
        if (!answer.success()) {
            throw new IOException("'" + part.book().username(user) + "' cannot log in: '" + answer.err() + "'");
        }
        part.book().look(user, UserBook.UNKNOWN, answer.user().nickname());
        part.sessions().add(new UserSession(user, answer.user().token(), 0));
    }

    private void logInAll(Asker asker, LoginWay way, Progress progress) throws IOException, ScramException {
        long done = 0;
        for (UserPart part : parts) {
            for (int user = 0; user < part.book().users() && !isStopped.getAsBoolean(); user++) {
                prepare(asker, part, user, way);
                done++;
                if (progress.isDue()) {
                    progress.show(
                            (double) done / config.picked(),
                            done,
                            "users",
                            String.format(Locale.ROOT, "prepared for %s logins", way.word()));
                }
            }
        }
    }

    /** Has a user's seeded credential replaced, then logs in so that this is remembered, or hashes for SCRAM. */
    private void prepare(Asker asker, UserPart part, int user, LoginWay way) throws IOException, ScramException {
        ScramHash hash = hash(asker, part, user);
        long deadline = clock.nanoTime() + HASH_LIMIT_NANOS;
        while (hash.cost() == null && way != LoginWay.SCRAM && !isStopped.getAsBoolean()) {
            if (clock.nanoTime() - deadline > 0) {
                throw new IOException("'" + part.book().username(user)
                        + "' keeps its quick hash; the server needs --upgrade-seed on and time to hash");
            }
            asker.ask(login(part, user));
            LockSupport.parkNanos(PAUSE_NANOS);
            hash = hash(asker, part, user);
        }
        if (way == LoginWay.SCRAM) {
            part.hashes().secret(user, part.book().password(user), hash);
        } else if (way == LoginWay.REMEMBERED && !asker.ask(login(part, user)).success()) {
            throw new IOException(
                    "'" + part.book().username(user) + "' cannot log in: too much is asked of the server");
        }
    }

    /** The hash that the server asks a client of SCRAM for; of no cost while the user has the seeded one. */
    private static ScramHash hash(Asker asker, UserPart part, int user) throws IOException, ScramException {
        String username = part.book().username(user);
        ScramClient client = new ScramClient(username, ScramServer.nonce(), true);
        LineAnswer answer = asker.ask(CallMaker.scram(username, client.first()));
        return client.hash(answer.added().text(AddedField.SCRAM));
    }

    private static LineRequest login(UserPart part, int user) {
        return new LineRequest(
                Verb.LOGIN, new LineUser(part.book().username(user), part.book().password(user), "", ""));
    }
}
