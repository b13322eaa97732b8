package junretsu.users.serve;

import junretsu.config.StartException;
import junretsu.service.Surroundings;
import junretsu.service.Workers;

/** Opens the stores that a server works on. */
@FunctionalInterface
public interface StoresOpener {

    /**
     * Opens them.
     *
     * @param workers takes in the stores' own threads, which are started afterwards
     * @throws StartException when a file, a database or Redis is unavailable
     */
    OpenStores open(UsersConfig config, Workers workers, Surroundings surroundings) throws StartException;
}
