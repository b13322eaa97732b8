package junretsu.users.serve;

import junretsu.base.Clock;
import junretsu.text.LogHistogram;
import junretsu.users.account.SessionStore;
import junretsu.users.account.UserStore;
import junretsu.users.limit.LoginLimits;

/** A server's stores, with the times that they take. */
final class TimedStores {
    private final OpenStores stores;
    private final PhaseTimes store;
    private final PhaseTimes redis;

    TimedStores(OpenStores stores, Clock clock) {
        this.stores = stores;
        store = new PhaseTimes(clock);
        redis = new PhaseTimes(clock);
    }

    UserStore users() {
        return new TimedUserStore(stores.users(), store);
    }

    SessionStore sessions() {
        return new TimedSessionStore(stores.sessions(), isInRedis() ? redis : store);
    }

    /** Those of this process take no time. */
    LoginLimits limits() {
        return isInRedis() ? new TimedLimits(stores.limits(), redis) : stores.limits();
    }

    private boolean isInRedis() {
        return stores.gauges().redisWaiting() != null;
    }

    LogHistogram storeTimes() {
        return store.sum();
    }

    LogHistogram redisTimes() {
        return redis.sum();
    }
}
