package junretsu.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import junretsu.redis.RedisException;
import junretsu.redis.RedisFault;
import junretsu.redis.RedisLink;
import junretsu.store.CountNames;
import junretsu.store.FlushOutcome;
import junretsu.store.Milestone;
import junretsu.store.MilestonePassed;
import junretsu.store.Store;

/**
 * Counts one event together with other nodes in a Redis or Redis Cluster.
 *
 * <p>A flush sends all absolute counts of this node and {@code flush.lua} adds what is new, so a flush whose reply was
 * lost is simply repeated, and what Redis loses comes back with the next flushes of those who counted it. A flush takes
 * at most about twice the timeout of its configuration, plus what the system needs to look a host name up.
 *
 * <p>A server takes the lease on its node ID with its first flush, as {@link NodeLease} says. One that was killed a
 * moment ago holds its lease for {@value NodeLease#STILL_MS} ms more, in which the flushes of its successor are refused
 * as {@value #LEASED}; {@link #close} gives it up at once.
 */
final class RedisStore implements Store {
    static final String LEASED = "leased";
    static final String SCANNING = "scanning";
    static final String NOT_NUMBER = "notnumber";
    static final String NEGATIVE = "negative";

    /**
     * The most runs of the script in a flush: plain; with the lease taken over; with the last counts; after a scan;
     * once more.
     */
    private static final int RUNS_MAX = 5;

    private static final int KEY_COUNT = 7;
    private static final byte[] NONE = {};
    private static final byte[] NOT_ASKED_FOR = {'-'};

    private final RedisStores stores;
    private final RedisLink link;
    private final String event;
    private final String nodeId;
    private final CountNames names;
    private final Supplier<List<Milestone>> milestones;
    private final RedisKeys keys;
    private final List<byte[]> fixedWords;
    private final CountsText countsText;
    private final NodeLease lease = new NodeLease();
    private final NodeScan scan;
    private long[] applied;
    private long appliedTotal = -1;
    private boolean isBehindKnown;
    private FlushOutcome.Fenced fenced;

    RedisStore(
            RedisStores stores, String event, String nodeId, CountNames names, Supplier<List<Milestone>> milestones) {
        this.stores = stores;
        this.link = stores.link();
        this.event = event;
        this.nodeId = nodeId;
        this.names = names;
        this.milestones = milestones;
        this.keys = RedisKeys.of(names.service(), event, nodeId);
        this.fixedWords = Stream.of(
                        keys.counts(),
                        keys.total(),
                        keys.nodes(),
                        keys.node(),
                        keys.milestones(),
                        keys.announcers(),
                        keys.audit(),
                        nodeId,
                        stores.instance(),
                        names.equals(CountNames.BUTTONS) ? "" : String.join(" ", names.names()),
                        Integer.toString(names.summed()))
                .map(RedisStore::bytes)
                .toList();
        this.countsText = stores.countsText(names.size());
        this.scan = new NodeScan(keys);
    }

    @Override
    public FlushOutcome flush(long[] counts, List<MilestonePassed> known) {
        if (fenced != null) {
            return fenced;
        }
        applied = applied == null ? counts.clone() : applied;
        byte[] text;
        try {
            text = countsText.format(counts);
        } catch (IllegalArgumentException e) {
            return refused(NEGATIVE, "node " + nodeId + " of event '" + event + "': " + e.getMessage());
        }
        link.begin();
        try {
            link.connect();
            return apply(counts, text, bytes(MilestonesText.of(known)));
        } catch (RedisException.NoReply e) {
            return new FlushOutcome.Unknown(e.fault().label(), e.getMessage());
        } catch (RedisException.Rejected e) {
            link.drop();
            return new FlushOutcome.Refused(e.fault().label(), e.getMessage());
        } catch (RedisException e) {
            return new FlushOutcome.Refused(e.fault().label(), e.getMessage());
        } catch (IllegalArgumentException | ClassCastException e) {
            String sentence = link.address() + ": the reply to a flush is malformed";
            link.drop();
            return new FlushOutcome.Unknown(RedisFault.RESET.label(), sentence);
        }
    }

    /** Releases the lease if Redis can be reached; otherwise it expires, as that of a killed server does. */
    @Override
    public void close() {
        if (link.isConnected() && appliedTotal >= 0) {
            appliedTotal = -1;
            link.begin();
            try {
                List<byte[]> words = List.of(bytes(keys.nodes()), bytes(nodeId), bytes(stores.instance()));
                stores.releaseScript().run(link, 1, words);
            } catch (RedisException e) {
                stores.warn("the lease of node " + nodeId + " on event '" + event + "' was not given up: "
                        + e.getMessage());
            }
        }
    }

    private FlushOutcome apply(long[] counts, byte[] text, byte[] known) {
        String takeover = "";
        byte[] lastCounts = appliedTotal < 0 && !isBehindKnown ? countsText.format(applied) : NOT_ASKED_FOR;
        Set<String> scanned = null;
        for (int run = 0; run < RUNS_MAX; run++) {
            FlushReply reply = runFlush(text, known, takeover, lastCounts, scanned);
            if (reply instanceof FlushReply.Applied done) {
                return applied(counts, done);
            } else if (reply instanceof FlushReply.Held held) {
                switch (lease.classify(held.holder(), held.heldMs(), held.redisMs())) {
                    case TAKE_OVER -> takeover = held.entry();
                    case FENCED -> {
                        return fenced();
                    }
                    case WAIT -> {
                        return leased();
                    }
                }
            } else if (reply instanceof FlushReply.Short) {
                lastCounts = countsText.format(applied);
            } else if (reply instanceof FlushReply.ScanNeeded) {
                scanned = scan.proceed(link);
                if (scanned == null) {
                    return refused(SCANNING, "nodes may be missing in " + keys.nodes() + "; searching for them");
                }
            } else {
                return notApplied(reply);
            }
        }
        return leased();
    }

    private FlushReply runFlush(byte[] text, byte[] known, String takeover, byte[] lastCounts, Set<String> scanned) {
        List<byte[]> words = new ArrayList<>(fixedWords);
        words.add(stores.isSettled() ? bytes(MilestonesText.ofPlan(milestones.get())) : NONE);
        words.add(known);
        words.add(bytes(takeover));
        words.add(text);
        words.add(appliedTotal < 0 ? NONE : bytes(Long.toString(appliedTotal)));
        words.add(lastCounts);
        words.add(bytes(scanned == null ? "0" : "1"));
        if (scanned != null) {
            scanned.forEach(id -> words.add(bytes(id)));
        }
        return FlushReply.parse(stores.flushScript().run(link, KEY_COUNT, words), event, countsText);
    }

    private FlushOutcome applied(long[] counts, FlushReply.Applied done) {
        lease.reported(done.redisMs());
        System.arraycopy(counts, 0, applied, 0, applied.length);
        appliedTotal = names.total(counts);
        if (done.loss() != null) {
            stores.unsettle();
        }
        if (done.isBehind() && !isBehindKnown) {
            isBehindKnown = true;
            stores.warn("Redis holds higher counts of node " + nodeId + " of event '" + event
                    + "' than this server does; they are kept");
        }
        stores.evictionPolicy().check();
        return new FlushOutcome.Applied(done.totals(), done.reached(), done.loss(), isDecided(done));
    }

    /** Returns false when the total has passed a milestone which no node has decided yet. */
    private boolean isDecided(FlushReply.Applied done) {
        return milestones.get().stream()
                .allMatch(milestone -> milestone.at() > done.totals().total()
                        || done.reached().stream().anyMatch(one -> one.total() == milestone.at()));
    }

    private FlushOutcome behind(long[] held) {
        isBehindKnown = true;
        long[] missing = new long[held.length];
        Arrays.setAll(missing, i -> Math.max(0, held[i] - applied[i]));
        return new FlushOutcome.Behind(
                held,
                "Redis holds " + names.total(missing) + " more counts of node " + nodeId + " of event '" + event
                        + "' than this server started with, as if its data directory had been put back");
    }

    private FlushOutcome fenced() {
        fenced = new FlushOutcome.Fenced("another running server reports to " + stores.location() + " as node " + nodeId
                + " of event '" + event
                + "'; one of the two has a copy of the other's data directory: give it an empty one");
        return fenced;
    }

    private FlushOutcome leased() {
        return refused(
                LEASED,
                "another server reported as node " + nodeId
                        + " a moment ago; waiting to see whether it is still there");
    }

    private FlushOutcome notApplied(FlushReply reply) {
        if (reply instanceof FlushReply.Higher higher) {
            return behind(higher.counts());
        }
        if (reply instanceof FlushReply.NotNumber notNumber) {
            String where = notNumber.field().isEmpty() ? "" : ", field '" + notNumber.field() + "',";
            return refused(NOT_NUMBER, "key '" + notNumber.key() + "'" + where + " holds no count; delete it");
        }
        String key = ((FlushReply.WrongType) reply).key();
        return refused(
                RedisFault.WRONGTYPE.label(), "key '" + key + "' holds a value of another type; delete or rename it");
    }

    private static FlushOutcome refused(String fault, String sentence) {
        return new FlushOutcome.Refused(fault, sentence);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
