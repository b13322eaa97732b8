package junretsu.items.share;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import junretsu.base.Clock;
import junretsu.items.log.Tenant;
import junretsu.redis.LuaScript;
import junretsu.redis.RedisCommand;
import junretsu.redis.RedisException;
import junretsu.redis.RedisLink;
import junretsu.redis.SharedHealth;

/**
 * The sets of one shard: items that were taken go into them, each set's size is looked at with it, and a set that was
 * lost is noted for all nodes and repaired. To be used by one thread but for what says otherwise.
 */
final class ShardSets {
    private static final LuaScript FILLED = new LuaScript("items-filled.lua");
    private static final LuaScript LOST = new LuaScript("items-lost.lua");

    /** Members of one command, with which it fits into what a link writes at once. */
    private static final int MEMBERS_MAX = 2_500;

    private static final int UNLINKS_MAX = 500;

    private final int number;
    private final int shards;
    private final ShareSource source;
    private final RedisLink link;
    private final ShareKeys keys;
    private final SharedHealth health;
    private final ShareCounters counters;
    private final Clock clock;
    private final MemberBatch batch = new MemberBatch();
    private final SetLooks looks;
    private final SetSweep sweep = new SetSweep();
    private final Repair repair = new Repair();

    /** Words, by tenant, of sets that were lost and whose loss is not noted yet. */
    private final Map<Integer, Long> lost = new TreeMap<>();

    /** Sizes that sets had, by tenant, when items were sent there and no reply came. */
    private final Map<Integer, Long> unanswered = new TreeMap<>();

    private final Queue<String> unlinks = new ConcurrentLinkedQueue<>();

    /** @param link of the shard */
    ShardSets(
            int number,
            int shards,
            ShareKeys keys,
            ShareSource source,
            RedisLink link,
            SharedHealth health,
            ShareCounters counters,
            Clock clock) {
        this.number = number;
        this.shards = shards;
        this.keys = keys;
        this.source = source;
        this.link = link;
        this.health = health;
        this.counters = counters;
        this.clock = clock;
        looks = new SetLooks(tenant -> source.tenant(tenant) != null);
    }

    Repair repair() {
        return repair;
    }

    /**
     * Forgets what was seen.
     *
     * @param isResumed as of {@link SetLooks#forget}
     */
    void forget(boolean isResumed) {
        looks.forget(isResumed);
        sweep.restart();
        repair.clear();
        lost.clear();
        unanswered.clear();
    }

    /**
     * Takes it that another server may have the sets now, with less in them: what was shipped behind the cursor is
     * there, but what repairs have shipped may not be. A set that items were sent to without a reply is taken for lost
     * if it is smaller all the same: the items would hide that it was empty.
     */
    void reconnected() {
        looks.forget(true);
        unanswered.keySet().removeIf(tenant -> source.tenant(tenant) == null);
        unanswered.forEach(looks::expect);
        sweep.restart();
        repair.clear();
    }

    /** Has all sets looked at soon. */
    void hurry() {
        sweep.hurry();
    }

    /**
     * Does what was left to do.
     *
     * @throws RedisException when it failed
     */
    void settle() {
        noteLost();
        removeSets();
    }

    /** The shard of a fingerprint. */
    static int shard(long second, int shards) {
        return (int) second & shards - 1;
    }

    /** Takes an item of this shard, of any tenant, for {@link #ship}. Items of other shards are passed over. */
    void take(int tenant, long first, long second) {
        if (shard(second, shards) == number) {
            batch.add(tenant, first, second);
        }
    }

    /** Forgets the items that were taken. */
    void clear() {
        batch.clear();
    }

    /** Has a set removed, soon; any thread may call. */
    void unlink(String field) {
        unlinks.add(field);
    }

    /**
     * Ships the items that were taken and that are not of erased tenants.
     *
     * @return how many
     * @throws RedisException when it failed; some may be there
     */
    int ship() {
        batch.sort();
        List<Portion> portions = new ArrayList<>();
        List<RedisCommand> commands = new ArrayList<>();
        int items = 0;
        for (int from = 0, end; from < batch.size(); from = end) {
            end = batch.runEnd(from);
            Tenant tenant = source.tenant(batch.tenant(from));
            if (tenant != null) {
                items += end - from;
                addPortions(tenant, from, end, portions, commands);
            }
        }
        List<Object> replies = new ArrayList<>(commands.size());
        try {
            link.callAll(commands, replies);
        } finally {
            judge(portions, replies);
        }
        noteLost();
        counters.shipped(items);
        return items;
    }

    /** A command that adds items, with those around it. */
    private record Portion(int tenant, boolean isFirst) {
        int commands() {
            return isFirst ? 4 : 2;
        }
    }

    private void addPortions(Tenant tenant, int from, int end, List<Portion> portions, List<RedisCommand> commands) {
        String field = ShareKeys.field(tenant);
        byte[] key = keys.set(field);
        boolean isFirst = !looks.isFilled(tenant.number());
        for (int at = from; at < end; at += MEMBERS_MAX) {
            if (isFirst) {
                commands.add(RedisCommand.of("HGET").add(keys.sets()).add(field));
            }
            commands.add(RedisCommand.of("SADD")
                    .add(key)
                    .addRun(
                            batch.members(),
                            MemberBatch.MEMBER_BYTES * at,
                            Math.min(MEMBERS_MAX, end - at),
                            MemberBatch.MEMBER_BYTES));
            commands.add(RedisCommand.of("SCARD").add(key));
            if (isFirst) {
                commands.add(FILLED.textCommand(1, List.of(keys.sets(), bytes(field))));
            }
            portions.add(new Portion(tenant.number(), isFirst));
            isFirst = false;
        }
    }

    /** @param replies fewer than there were commands when something failed */
    private void judge(List<Portion> portions, List<Object> replies) {
        int at = 0;
        for (Portion portion : portions) {
            int end = at + portion.commands();
            if (end <= replies.size()) {
                judge(portion, replies.subList(at, end));
            } else if (looks.size(portion.tenant()) > 0) {
                unanswered.put(portion.tenant(), looks.size(portion.tenant()));
            }
            at = end;
        }
    }

    private void judge(Portion portion, List<Object> replies) {
        int at = portion.isFirst() ? 1 : 0;
        long after = (Long) replies.get(at + 1);
        long before = after - (Long) replies.get(at);
        SetLooks.Verdict verdict = portion.isFirst()
                ? looks.added(portion.tenant(), number(replies.get(0)), before, after)
                : looks.added(portion.tenant(), before, after);
        obey(portion.tenant(), verdict);
    }

    private void obey(int tenant, SetLooks.Verdict verdict) {
        if (!unanswered.isEmpty()) {
            unanswered.remove(tenant);
        }
        if (verdict == SetLooks.Verdict.LOST) {
            lost.put(tenant, looks.word(tenant));
        } else if (verdict == SetLooks.Verdict.LOST_BEFORE) {
            repair.add(tenant);
            counters.refilled();
        }
    }

    /**
     * Looks at some of the sets, one after another over the rounds.
     *
     * @return how many
     * @throws RedisException when it failed
     */
    int look() {
        List<Tenant> tenants = sweep.next(source, clock.nanoTime());
        List<RedisCommand> commands = new ArrayList<>();
        for (Tenant tenant : tenants) {
            String field = ShareKeys.field(tenant);
            commands.add(RedisCommand.of("HGET").add(keys.sets()).add(field));
            commands.add(RedisCommand.of("SCARD").add(keys.set(field)));
        }
        List<Object> replies = link.callAll(commands);
        for (int i = 0; i < tenants.size(); i++) {
            long size = (Long) replies.get(2 * i + 1);
            int tenant = tenants.get(i).number();
            obey(tenant, looks.looked(tenant, number(replies.get(2 * i)), size));
        }
        noteLost();
        return tenants.size();
    }

    private void noteLost() {
        if (lost.isEmpty()) {
            return;
        }
        List<Tenant> tenants = lost.keySet().stream()
                .map(source::tenant)
                .filter(tenant -> tenant != null)
                .toList();
        link.begin();
        List<byte[]> words = new ArrayList<>(List.of(keys.sets()));
        for (Tenant tenant : tenants) {
            words.add(bytes(ShareKeys.field(tenant)));
            words.add(bytes(Long.toString(lost.get(tenant.number()))));
        }
        List<?> losses = (List<?>) LOST.run(link, 1, words);
        for (int i = 0; i < tenants.size(); i++) {
            looks.noted(tenants.get(i).number(), (Long) losses.get(i));
            repair.add(tenants.get(i).number());
            counters.refilled();
        }
        lost.clear();
        if (!tenants.isEmpty()) {
            health.warn("shard " + number + " had lost what it had of " + tenants.size() + " tenants: shipped again");
        }
    }

    private void removeSets() {
        if (unlinks.isEmpty()) {
            return;
        }
        List<String> fields = unlinks.stream().limit(UNLINKS_MAX).toList();
        List<RedisCommand> commands = new ArrayList<>();
        for (String field : fields) {
            commands.add(RedisCommand.of("UNLINK").add(keys.set(field)));
            commands.add(RedisCommand.of("HDEL").add(keys.sets()).add(field));
        }
        link.callAll(commands);
        fields.forEach(field -> unlinks.remove());
    }

    private static Long number(Object reply) {
        return reply == null ? null : Long.valueOf(new String((byte[]) reply, StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
