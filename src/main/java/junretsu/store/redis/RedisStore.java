package junretsu.store.redis;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import junretsu.base.Clock;
import junretsu.redis.LuaScript;
import junretsu.redis.RedisConfig;
import junretsu.redis.RedisFault;
import junretsu.redis.RedisLink;
import junretsu.store.CountNames;
import junretsu.store.FlushOutcome;
import junretsu.store.Milestone;
import junretsu.store.MilestonePassed;
import junretsu.store.Store;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Counts one event together with other nodes in a Redis or Redis Cluster.
 *
 * <p>A flush sends all absolute counts of this node and {@code flush.lua} adds what is new, so a flush whose reply was lost is
 * simply repeated, and what Redis loses comes back with the next flushes of those who counted it. The connection is made by
 * the first flush and anew after every fault. A flush takes at most about twice the timeout of its configuration, plus what
 * the system needs to look a host name up.
 *
 * <p>A server claims its node ID with its first flush, as {@link NodeLease} says. One that was killed a moment ago holds
 * its lease for {@value NodeLease#STILL_MS} ms more, in which the flushes of its successor are refused as
 * {@code claiming}; {@link #close} gives it up at once.
 */
public final class RedisStore implements Store {
    /** The script runs at most: as it is; having taken over; having scanned; having done both in any order. */
    private static final int RUNS_MAX = 4;

    private static final int KEY_COUNT = 6;

    private final String event;
    private final String nodeId;
    private final String location;
    private final Consumer<String> warnings;
    private final String instance = Long.toHexString(new SecureRandom().nextLong());
    private final RedisKeys keys;
    private final List<byte[]> fixedWords;
    private final RedisLink link;
    private final LuaScript flushScript = new LuaScript("flush.lua");
    private final LuaScript releaseScript = new LuaScript("release.lua");
    private final CountsText countsText;
    private final NodeLease lease = new NodeLease();
    private final NodeScan scan;
    private FlushOutcome.Fenced fenced;
    private boolean hasAskedForPolicy;
    private boolean hasToldBehind;

    /**
     * Connects to nothing yet.
     *
     * @param warnings where to tell, in one sentence, what calls for a person but hinders no flush
     * @throws junretsu.config.UsageException when the event's name cannot be part of a key, or certificates cannot be read
     */
    public RedisStore(
            RedisConfig config,
            String event,
            String nodeId,
            CountNames fields,
            List<Milestone> milestones,
            Consumer<String> warnings,
            Clock clock) {
        this.event = event;
        this.nodeId = nodeId;
        this.location = config.location();
        this.warnings = warnings;
        this.keys = RedisKeys.of(event, nodeId);
        this.fixedWords = Stream.of(
                        keys.counts(),
                        keys.total(),
                        keys.nodes(),
                        keys.node(),
                        keys.milestones(),
                        keys.announcers(),
                        nodeId,
                        instance,
                        fields.equals(CountNames.BUTTONS) ? "" : String.join(" ", fields.names()),
                        Integer.toString(fields.summed()),
                        MilestonesText.ofPlan(milestones))
                .map(RedisStore::bytes)
                .toList();
        this.countsText = new CountsText(fields.size());
        this.link = new RedisLink(config, clock);
        this.scan = new NodeScan(keys);
    }

    @Override
    public String kind() {
        return "redis";
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public FlushOutcome flush(long[] counts, List<MilestonePassed> known) {
        if (fenced != null) {
            return fenced;
        }
        link.begin();
        try {
            link.connect();
            warnOfEviction();
            return apply(countsText.format(counts), bytes(MilestonesText.of(known)));
        } catch (RedisLink.Unreachable e) {
            return dropped(new FlushOutcome.Refused(e.fault().label(), sentence(e)));
        } catch (JedisConnectionException e) {
            return dropped(new FlushOutcome.Unknown(RedisLink.faultOf(e, true).label(), sentence(e)));
        } catch (JedisException e) {
            return dropped(new FlushOutcome.Refused(RedisLink.faultOf(e, true).label(), sentence(e)));
        }
    }

    /** Gives the lease up if Redis is at hand; otherwise it ends by itself, as that of a killed server does. */
    @Override
    public void close() {
        if (link.isConnected()) {
            link.begin();
            try {
                releaseScript.run(link, 1, List.of(bytes(keys.nodes()), bytes(nodeId), bytes(instance)));
            } catch (RedisLink.Unreachable | JedisException e) {
                warnings.accept("the place of node " + nodeId + " in Redis was not given up: " + sentence(e));
            }
        }
        link.close();
    }

    private FlushOutcome apply(byte[] counts, byte[] known) {
        String takeover = "";
        Set<String> scanned = null;
        for (int run = 0; run < RUNS_MAX; run++) {
            FlushReply reply = runFlush(counts, known, takeover, scanned);
            if (reply instanceof FlushReply.Applied applied) {
                return taken(applied);
            } else if (reply instanceof FlushReply.Held held) {
                switch (lease.classify(held.holder(), held.heldMs(), held.redisMs())) {
                    case TAKE_OVER -> takeover = held.entry();
                    case FENCED -> {
                        return fenced();
                    }
                    case WAIT -> {
                        return claiming();
                    }
                }
            } else if (reply instanceof FlushReply.ScanNeeded) {
                scanned = scan.proceed(link);
                if (scanned == null) {
                    return refused(
                            RedisFault.SCANNING, "nodes may be missing in " + keys.nodes() + "; searching for them");
                }
            } else {
                return foreign(reply);
            }
        }
        return claiming();
    }

    private FlushReply runFlush(byte[] counts, byte[] known, String takeover, Set<String> scanned) {
        List<byte[]> words = new ArrayList<>(fixedWords);
        words.add(known);
        words.add(bytes(takeover));
        words.add(counts);
        words.add(bytes(scanned == null ? "0" : "1"));
        if (scanned != null) {
            scanned.forEach(id -> words.add(bytes(id)));
        }
        return FlushReply.parse(flushScript.run(link, KEY_COUNT, words), countsText);
    }

    private FlushOutcome taken(FlushReply.Applied applied) {
        lease.reported(applied.redisMs());
        if (applied.isRepaired()) {
            warnings.accept("Redis had lost or changed a part of event '" + event
                    + "'; its counts were made again from what each node had reported");
        }
        if (applied.isBehind() && !hasToldBehind) {
            hasToldBehind = true;
            warnings.accept("Redis holds higher counts of node " + nodeId
                    + " than this server does, as if its counter file had been put back; they are kept");
        }
        return new FlushOutcome.Applied(applied.totals(), applied.reached());
    }

    private FlushOutcome fenced() {
        fenced = new FlushOutcome.Fenced("another running server reports to " + location + " as node " + nodeId
                + " of event '" + event
                + "'; one of the two has a copy of the other's data directory: give it an empty one");
        return fenced;
    }

    private FlushOutcome claiming() {
        return refused(
                RedisFault.CLAIMING,
                "another server reported as node " + nodeId
                        + " a moment ago; waiting to see whether it is still there");
    }

    private FlushOutcome foreign(FlushReply reply) {
        if (reply instanceof FlushReply.NotNumber notNumber) {
            String where = notNumber.field().isEmpty() ? "" : ", field '" + notNumber.field() + "',";
            return refused(
                    RedisFault.NOTNUMBER, "key '" + notNumber.key() + "'" + where + " holds no count; delete it");
        }
        String key = ((FlushReply.WrongType) reply).key();
        return refused(RedisFault.WRONGTYPE, "key '" + key + "' holds a value of another type; delete or rename it");
    }

    private FlushOutcome refused(RedisFault fault, String sentence) {
        return new FlushOutcome.Refused(fault.label(), sentence);
    }

    private FlushOutcome dropped(FlushOutcome fault) {
        link.drop();
        scan.abandon();
        return fault;
    }

    private String sentence(RuntimeException e) {
        return e instanceof RedisLink.Unreachable ? e.getMessage() : link.address() + ": " + RedisFault.reason(e);
    }

    /** Once; a Redis that does not let everybody read its configuration is not asked again. */
    private void warnOfEviction() {
        if (hasAskedForPolicy) {
            return;
        }
        hasAskedForPolicy = true;
        try {
            Object reply = link.ask(
                    new CommandArguments(Protocol.Command.CONFIG).add("GET").add("maxmemory-policy"));
            String policy = new String((byte[]) ((List<?>) reply).get(1), StandardCharsets.UTF_8);
            if (policy.startsWith("allkeys")) {
                warnings.accept("Redis at " + link.address() + " has maxmemory-policy " + policy
                        + ", which may throw counts away when its memory is full; set it to noeviction");
            }
        } catch (JedisDataException | IndexOutOfBoundsException e) {
            // Managed Redis services forbid it; then nothing is known, and nothing is told.
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
