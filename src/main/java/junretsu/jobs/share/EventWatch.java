package junretsu.jobs.share;

import java.util.List;
import java.util.Locale;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.redis.EvictionPolicy;
import junretsu.redis.RedisCommand;
import junretsu.redis.RedisException;
import junretsu.redis.RedisLink;
import junretsu.redis.SharedHealth;

/** Sees to what is common to an event: that all nodes agree on the shards, and that Redis keeps what it is given. */
final class EventWatch implements Worker {
    private static final long ROUND_NANOS = 250_000_000;
    private static final int ROUNDS_AGREE = 8;

    private final RedisLink link;
    private final EvictionPolicy evictionPolicy;
    private final QueueKeys keys;
    private final ShardLooks looks;
    private final SharedHealth health;
    private long rounds;
    private volatile String warning;

    /** @param link to be closed at the end */
    EventWatch(RedisLink link, QueueKeys keys, ShardLooks looks, SharedHealth health) {
        this.link = link;
        this.evictionPolicy = new EvictionPolicy(link, health::warn);
        this.keys = keys;
        this.looks = looks;
        this.health = health;
    }

    /** A sentence about a setting of Redis that may lose jobs; null when there is none, or it cannot be asked for. */
    String warning() {
        return warning;
    }

    @Override
    public String role() {
        return "job-event";
    }

    static IdlePolicy idlePolicy() {
        return IdlePolicy.every(ROUND_NANOS);
    }

    @Override
    public int doWork() {
        looks.refresh();
        if (rounds % ROUNDS_AGREE == 0) {
            try {
                agree();
                lookAtAppendOnly();
                evictionPolicy.check();
                rounds++;
            } catch (RedisException | ClassCastException | NumberFormatException e) {
                link.drop();
            }
        } else {
            rounds++;
        }
        return 1;
    }

    @Override
    public void onClose() {
        link.close();
    }

    /** The first node of an event says how many shards it has, the others have to have as many. */
    private void agree() {
        link.begin();
        String own = Integer.toString(keys.shards());
        link.call(RedisCommand.of("HSETNX", keys.event(), "shards", own));
        String agreed = JobFields.text(link.ask(RedisCommand.of("HGET", keys.event(), "shards")));
        health.refused(
                agreed.equals(own)
                        ? null
                        : "this event has " + agreed + " shards in Redis, this node was given " + own
                                + "; start it with --shards " + agreed);
    }

    private void lookAtAppendOnly() {
        try {
            Object reply = link.ask(RedisCommand.of("CONFIG", "GET", "appendonly"));
            if (reply instanceof List<?> parts && parts.size() == 2) {
                warn(JobFields.text(parts.get(1)).toLowerCase(Locale.ROOT).equals("yes"));
            }
        } catch (RedisException.Rejected e) {
            warning = null;
        }
    }

    private void warn(boolean isKept) {
        String sentence = isKept
                ? null
                : "Redis at " + link.address() + " keeps no append-only file: jobs and results are lost when it ends;"
                        + " set appendonly yes";
        if (sentence != null && warning == null) {
            health.warn(sentence);
        }
        warning = sentence;
    }
}
