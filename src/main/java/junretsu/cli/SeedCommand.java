package junretsu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.config.Units;
import junretsu.service.Ending;
import junretsu.service.Workers;
import junretsu.users.account.StoreUnavailable;
import junretsu.users.password.SeedUsers;
import junretsu.users.serve.UsersConfig;
import junretsu.users.store.SeedTarget;
import junretsu.users.store.SessionLimits;
import junretsu.users.store.UserSeeder;
import junretsu.users.store.local.LocalUsers;
import junretsu.users.store.server.ServerUsers;

/** {@code junretsu users seed N}: puts demonstration accounts into a store. */
final class SeedCommand implements Command {
    /** The number of accounts, which may stand by itself behind {@code seed}. */
    static final Flag<Long> COUNT = Flag.of(
            "count",
            "N",
            "10k",
            "accounts id0, id1 ... of which the password of idN is pass<N mod 10000>",
            Units::count);

    static final Flag<Boolean> BESIDE_OTHERS =
            Flag.toggle("beside-others", "also into a store that has accounts of other users");

    private static final long PROGRESS_EACH = 1_000_000;

    /** Nobody logs in here. */
    private static final SessionLimits NO_SESSIONS = new SessionLimits(Long.MAX_VALUE / 2);

    @Override
    public String verb() {
        return "users";
    }

    @Override
    public String service() {
        return "seed";
    }

    @Override
    public String summary() {
        return "makes demonstration accounts, for a server with --seed-users";
    }

    @Override
    public List<Flag<?>> flags() {
        return Stream.concat(Stream.of(COUNT, BESIDE_OTHERS, UsersConfig.DATA), UsersConfig.DATABASE_FLAGS.stream())
                .<Flag<?>>map(flag -> flag)
                .toList();
    }

    @Override
    public Flag<?> unnamed() {
        return COUNT;
    }

    @Override
    public String environmentPrefix() {
        return "JUNRETSU_USERS_SEED_";
    }

    @Override
    public List<String> examples() {
        return List.of("users seed 10m", "users seed 10k --data /var/lib/junretsu-users");
    }

    @Override
    public int run(Settings settings, Console console) throws StartException {
        long count = settings.get(COUNT);
        long began = Clock.SYSTEM.nanoTime();
        DistinctErrors errors = new DistinctErrors(console::error, Clock.SYSTEM);
        UsersConfig.Database database = UsersConfig.database(settings);
        try {
            String where = database == null
                    ? intoFile(settings, errors, console)
                    : intoDatabase(database, settings, errors, console);
            console.print(String.format(
                    Locale.ROOT,
                    "%,d accounts are in %s after %.1f s; junretsu serve users --seed-users lets them log in",
                    count,
                    where,
                    (Clock.SYSTEM.nanoTime() - began) / 1e9));
            return ExitCode.DONE;
        } catch (StoreUnavailable | IOException e) {
            throw new StartException("cannot seed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted; the same command goes on where this one was", e);
        }
    }

    private static String intoFile(Settings settings, DistinctErrors errors, Console console)
            throws StartException, StoreUnavailable, IOException, InterruptedException {
        Path directory = settings.get(UsersConfig.DATA);
        try (LocalUsers file = LocalUsers.open(directory, NO_SESSIONS, errors, Clock.SYSTEM);
                SeedTarget target = file.seedTarget()) {
            Workers workers = new Workers(errors, new Ending());
            file.addTo(workers::add);
            workers.start();
            seed(target, settings, console);
        }
        return directory.toString();
    }

    private static String intoDatabase(
            UsersConfig.Database at, Settings settings, DistinctErrors errors, Console console)
            throws StartException, StoreUnavailable, IOException, InterruptedException {
        try (ServerUsers database = UserStores.database(at, errors, Clock.SYSTEM);
                SeedTarget target = database.seedTarget()) {
            seed(target, settings, console);
            return database.location();
        }
    }

    private static void seed(SeedTarget target, Settings settings, Console console)
            throws StoreUnavailable, InterruptedException {
        long count = settings.get(COUNT);
        SeedUsers users = new SeedUsers(Clock.SYSTEM.epochMillis());
        new UserSeeder(target, users::account, count).seed(settings.get(BESIDE_OTHERS), done -> {
            if (done % PROGRESS_EACH == 0 && done > 0) {
                console.print(String.format(Locale.ROOT, "  %,d of %,d", done, count));
            }
        });
    }
}
