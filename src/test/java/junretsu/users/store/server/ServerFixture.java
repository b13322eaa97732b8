package junretsu.users.store.server;

import java.util.List;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.service.Ending;
import junretsu.service.Workers;
import junretsu.testing.MariaServer;

/** Accounts on a database server, with their threads. */
public final class ServerFixture {
    private ServerFixture() {}

    /** @param log gets what is announced */
    public static ServerUsers open(String url, int connections, int timeoutMs, List<String> log) throws Exception {
        DistinctErrors errors = new DistinctErrors(log::add, Clock.SYSTEM);
        ServerUsers.Config config =
                new ServerUsers.Config(url, MariaServer.USER, MariaServer.PASSWORD, connections, timeoutMs);
        ServerUsers users = ServerUsers.open(config, errors, Clock.SYSTEM);
        Workers workers = new Workers(errors, new Ending());
        users.addTo(workers::add);
        workers.start();
        return users;
    }
}
