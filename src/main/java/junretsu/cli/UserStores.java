package junretsu.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.config.Flag;
import junretsu.config.StartException;
import junretsu.redis.RedisConfig;
import junretsu.service.Surroundings;
import junretsu.service.Workers;
import junretsu.users.limit.LocalLimits;
import junretsu.users.serve.OpenStores;
import junretsu.users.serve.StoreGauges;
import junretsu.users.serve.StoresOpener;
import junretsu.users.serve.UsersConfig;
import junretsu.users.serve.UsersConfig.Database;
import junretsu.users.store.local.LocalUsers;
import junretsu.users.store.redis.RedisUsers;
import junretsu.users.store.server.ServerUsers;

/**
 * The places where accounts and sessions lie: accounts in a database or a file of this machine's disk, sessions in
 * Redis or in such a file. Failures that limit logins are counted where Redis is, or by the process alone.
 */
final class UserStores {
    /** Flags of the shared place of sessions. */
    static final List<Flag<?>> FLAGS =
            RedisConfig.flags("keep sessions and failed logins in this Redis, for all back ends alike");

    private UserStores() {}

    /** @param redis null when sessions lie in a file */
    static StoresOpener of(RedisConfig redis) {
        return (config, workers, surroundings) -> open(config, redis, workers, surroundings);
    }

    private static OpenStores open(UsersConfig config, RedisConfig redis, Workers workers, Surroundings surroundings)
            throws StartException {
        ServerUsers database = config.database() == null
                ? null
                : database(config.database(), surroundings.errors(), surroundings.clock());
        if (database != null) {
            database.addTo(workers::add);
        }
        LocalUsers file = database == null || redis == null ? file(config, workers, surroundings) : null;
        RedisUsers shared = redis == null ? null : redis(config, redis, workers, surroundings);
        String where =
                database == null ? config.server().data() + " (" + file.accountsAtStart() + ")" : database.location();
        return new OpenStores(
                database == null ? file.users() : database.users(),
                shared == null ? file.sessions() : shared.sessions(),
                shared == null ? new LocalLimits(surroundings.clock()) : shared.limits(),
                database == null && redis == null ? where : where + ", sessions in " + sessions(config, redis),
                database == null ? file::secret : database::secret,
                new StoreGauges(
                        database == null ? file::waiting : database::waiting,
                        shared == null ? null : shared::waiting,
                        database == null ? null : database::connections,
                        database == null ? null : database::active),
                () -> close(shared, file, database));
    }

    private static RedisUsers redis(UsersConfig config, RedisConfig redis, Workers workers, Surroundings surroundings) {
        return new RedisUsers(
                redis, config.sessions(), workers::add, surroundings.errors().log(), surroundings.clock());
    }

    private static void close(Closeable... opened) throws IOException {
        for (Closeable one : opened) {
            if (one != null) {
                one.close();
            }
        }
    }

    private static LocalUsers file(UsersConfig config, Workers workers, Surroundings surroundings)
            throws StartException {
        LocalUsers file =
                LocalUsers.open(config.server().data(), config.sessions(), surroundings.errors(), surroundings.clock());
        file.addTo(workers::add);
        return file;
    }

    private static String sessions(UsersConfig config, RedisConfig redis) {
        return redis == null ? config.server().data().toString() : redis.location();
    }

    /** Connects to a database. */
    static ServerUsers database(Database at, DistinctErrors errors, Clock clock) throws StartException {
        return ServerUsers.open(config(at), errors, clock);
    }

    private static ServerUsers.Config config(Database at) throws StartException {
        return new ServerUsers.Config(
                at.url(), at.user(), password(at.passwordFile()), at.connections(), at.timeoutMs());
    }

    /** Connects to a database once, changing nothing. */
    static void tryOut(Database at, DistinctErrors errors) throws StartException {
        ServerUsers.tryOut(config(at), errors);
    }

    private static String password(Path file) throws StartException {
        try {
            return file == null
                    ? null
                    : Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw StartException.of("cannot read --database-password-file " + file, e);
        }
    }
}
