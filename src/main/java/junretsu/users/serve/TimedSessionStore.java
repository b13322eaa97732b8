package junretsu.users.serve;

import java.util.List;
import java.util.concurrent.CompletionStage;
import junretsu.users.account.Session;
import junretsu.users.account.SessionStore;

/** Sessions whose times are measured, but for what nobody waits for. */
record TimedSessionStore(SessionStore store, PhaseTimes times) implements SessionStore {
    @Override
    public CompletionStage<Void> open(Session session) {
        return times.measured(() -> store.open(session));
    }

    @Override
    public CompletionStage<Void> openOnly(Session session) {
        return times.measured(() -> store.openOnly(session));
    }

    @Override
    public CompletionStage<Session> find(byte[] tokenHash) {
        return times.measured(() -> store.find(tokenHash));
    }

    @Override
    public void touch(Session found, long nowMs) {
        store.touch(found, nowMs);
    }

    @Override
    public CompletionStage<Boolean> end(String username, byte[] tokenHash) {
        return times.measured(() -> store.end(username, tokenHash));
    }

    @Override
    public CompletionStage<Integer> endAll(String username, byte[] exceptHash) {
        return times.measured(() -> store.endAll(username, exceptHash));
    }

    @Override
    public CompletionStage<List<Session>> list(String username) {
        return times.measured(() -> store.list(username));
    }

    @Override
    public String problem() {
        return store.problem();
    }
}
