package junretsu.cli;

import junretsu.users.serve.OpenStores;
import junretsu.users.serve.StoresOpener;
import junretsu.users.store.local.LocalUsers;

/** The places where accounts and sessions lie. */
final class UserStores {
    private UserStores() {}

    /** A file of this machine's disk. */
    static StoresOpener local() {
        return (config, workers, surroundings) -> {
            LocalUsers local = LocalUsers.open(
                    config.server().data(), config.sessions(), surroundings.errors(), surroundings.clock());
            local.addTo(workers::add);
            return new OpenStores(
                    local.users(), local.sessions(), config.server().data().toString(), local::secret, local);
        };
    }
}
