package junretsu.users.store.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.WorkerThread;
import junretsu.users.store.SessionLimits;

/** A file of accounts and sessions with its threads. */
public final class LocalFixture {
    private LocalFixture() {}

    public static LocalUsers open(Path directory, long idleMs, Clock clock) throws Exception {
        DistinctErrors errors = new DistinctErrors(new CopyOnWriteArrayList<>()::add, clock);
        LocalUsers users = LocalUsers.open(directory, new SessionLimits(idleMs), errors, clock);
        List<WorkerThread> threads = new ArrayList<>();
        users.addTo((worker, idle) -> {
            threads.add(new WorkerThread(worker, idle, errors));
            return threads.get(threads.size() - 1);
        });
        threads.forEach(WorkerThread::start);
        return users;
    }
}
