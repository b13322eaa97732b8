package junretsu.users.store;

import static junretsu.users.store.SampleAccounts.account;
import static junretsu.users.store.SampleAccounts.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import junretsu.users.account.Account;
import junretsu.users.account.Session;
import junretsu.users.account.SessionStore;
import junretsu.users.account.UserStore;

/** Adds accounts, changes each and opens a session for it, and says what was acknowledged: to be killed meanwhile. */
public final class WriteLoad {
    private static final int AT_ONCE = 16;
    private static final long FAR_MS = 4_000_000_000_000L;

    private final UserStore users;
    private final SessionStore sessions;
    private final Consumer<String> acknowledged;

    /**
     * @param sessions null for none
     * @param acknowledged gets {@code "account 7"}, {@code "version 7"} or {@code "session 7"}
     */
    public WriteLoad(UserStore users, SessionStore sessions, Consumer<String> acknowledged) {
        this.users = users;
        this.sessions = sessions;
        this.acknowledged = acknowledged;
    }

    /** Writes numbers from one on until it is over; returns the first that was not begun. */
    public long run(long first, BooleanSupplier isOver) throws InterruptedException {
        Semaphore free = new Semaphore(AT_ONCE);
        long number = first;
        for (; !isOver.getAsBoolean(); number++) {
            free.acquire();
            write(number).whenComplete((done, failure) -> free.release());
        }
        free.acquire(AT_ONCE);
        return number;
    }

    private CompletionStage<Void> write(long number) {
        return users.add(account("k" + number, "one", 1))
                .thenCompose(added -> {
                    say(added, "account ", number);
                    return users.replace(account("k" + number, "two", 2));
                })
                .thenCompose(changed -> {
                    say(changed, "version ", number);
                    return sessions == null
                            ? CompletableFuture.<Void>completedFuture(null)
                            : sessions.open(session(number)).thenAccept(opened -> say(true, "session ", number));
                });
    }

    private void say(boolean isDone, String what, long number) {
        if (isDone) {
            acknowledged.accept(what + number);
        }
    }

    private static Session session(long number) {
        byte[] hash = ByteBuffer.allocate(32).putLong(24, number).array();
        return new Session(hash, "k" + number, FAR_MS / 2, FAR_MS / 2, FAR_MS, "::1", "killed");
    }

    /** Asserts that all that was acknowledged is there. */
    public void assertKept(Collection<String> words, String seed) throws Exception {
        for (String each : words) {
            long number = Long.parseLong(each.substring(8));
            Account account = get(users.find("k" + number));
            assertThat(account).as(each + " " + seed).isNotNull();
            if (each.startsWith("version ")) {
                assertThat(account.version()).as(each + " " + seed).isEqualTo(2);
                assertThat(account.nickname()).isEqualTo("two");
            } else if (each.startsWith("session ")) {
                assertThat(get(sessions.find(session(number).tokenHash())))
                        .as(each + " " + seed)
                        .isNotNull();
            }
        }
    }
}
