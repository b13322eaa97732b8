package junretsu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.config.StartException;
import junretsu.redis.RedisConfig;
import junretsu.service.Surroundings;
import junretsu.service.Workers;
import junretsu.users.account.SessionStore;
import junretsu.users.serve.OpenStores;
import junretsu.users.serve.StoresOpener;
import junretsu.users.serve.UsersConfig;
import junretsu.users.serve.UsersConfig.Database;
import junretsu.users.store.local.LocalUsers;
import junretsu.users.store.redis.RedisSessionStore;
import junretsu.users.store.server.ServerUsers;

/**
 * The places where accounts and sessions lie: accounts in a database or a file of this machine's disk, sessions in
 * Redis or in such a file.
 */
final class UserStores {
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
        SessionStore sessions = redis == null
                ? file.sessions()
                : new RedisSessionStore(
                        redis, config.sessions(), workers::add, surroundings.errors()::announce, surroundings.clock());
        String where = database == null ? config.server().data().toString() : database.location();
        return new OpenStores(
                database == null ? file.users() : database.users(),
                sessions,
                database == null && redis == null ? where : where + ", sessions in " + sessions(config, redis),
                database == null ? file::secret : database::secret,
                () -> close(file, database));
    }

    private static void close(LocalUsers file, ServerUsers database) throws IOException {
        if (file != null) {
            file.close();
        }
        if (database != null) {
            database.close();
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
        ServerUsers.Config config = new ServerUsers.Config(
                at.url(), at.user(), password(at.passwordFile()), at.connections(), at.timeoutMs());
        return ServerUsers.open(config, errors, clock);
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
