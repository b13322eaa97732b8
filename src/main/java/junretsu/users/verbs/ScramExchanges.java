package junretsu.users.verbs;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import junretsu.base.Clock;
import junretsu.users.account.Account;
import junretsu.users.password.ScramChallenge;

/** Logins by SCRAM between their two messages, by nonce; each is taken once. Bounded. Any thread may call. */
final class ScramExchanges {
    private static final long KEPT_NANOS = 60_000_000_000L;
    private static final int KEPT_MAX = 100_000;

    private final Clock clock;
    private final Map<String, Exchange> byNonce = new LinkedHashMap<>();

    /**
     * A login under way.
     *
     * @param username folded, or as it was sent where it cannot be one
     * @param account null when there is none
     */
    record Exchange(String username, Account account, ScramChallenge challenge, long beganNanos) {}

    ScramExchanges(Clock clock) {
        this.clock = clock;
    }

    /** Keeps one; the oldest makes room. */
    synchronized void put(String nonce, Exchange exchange) {
        byNonce.put(nonce, exchange);
        Iterator<Exchange> oldestFirst = byNonce.values().iterator();
        while (oldestFirst.hasNext() && isTooMuch(oldestFirst.next())) {
            oldestFirst.remove();
        }
    }

    private boolean isTooMuch(Exchange oldest) {
        return byNonce.size() > KEPT_MAX || isOver(oldest);
    }

    private boolean isOver(Exchange exchange) {
        return clock.nanoTime() - exchange.beganNanos() > KEPT_NANOS;
    }

    /** Takes one; null when it has taken too long, or was never begun or taken before. */
    synchronized Exchange take(String nonce) {
        Exchange exchange = byNonce.remove(nonce);
        return exchange == null || isOver(exchange) ? null : exchange;
    }
}
