package junretsu.users.store.local;

import java.nio.file.Path;
import java.util.concurrent.CopyOnWriteArrayList;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.service.Ending;
import junretsu.service.Workers;
import junretsu.users.store.SessionLimits;

/** A file of accounts and sessions with its threads. */
public final class LocalFixture {
    private LocalFixture() {}

    public static LocalUsers open(Path directory, long idleMs, Clock clock) throws Exception {
        DistinctErrors errors = new DistinctErrors(new CopyOnWriteArrayList<>()::add, clock);
        LocalUsers users = LocalUsers.open(directory, new SessionLimits(idleMs), errors, clock);
        Workers workers = new Workers(errors, new Ending());
        users.addTo(workers::add);
        workers.start();
        return users;
    }
}
