package junretsu.items.share;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import junretsu.base.Clock;
import junretsu.base.Worker;
import junretsu.redis.RedisCommand;
import junretsu.redis.RedisException;
import junretsu.redis.RedisLink;

/** Reads counts and members over all nodes: those who ask meanwhile are answered together. */
final class CountReader implements Worker {
    private static final int GROUP_MAX = 1_000;

    /** After a fault, so long, those who ask are told so at once. */
    private static final long FAULT_NANOS = 500_000_000;

    private final List<RedisLink> links;
    private final List<ShareKeys> keys;
    private final Clock clock;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private RedisException fault;
    private long faultUntilNanos;

    /** @param links one a shard, to be closed at the end */
    CountReader(List<RedisLink> links, List<ShareKeys> keys, Clock clock) {
        this.links = links;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * One question.
     *
     * @param member to look for; null to count them
     * @param shard that it would be in
     */
    private record Request(String field, byte[] member, int shard, CompletableFuture<Long> answer) {
        RedisCommand command(ShareKeys keys) {
            return member == null
                    ? RedisCommand.of("SCARD").add(keys.set(field))
                    : RedisCommand.of("SISMEMBER").add(keys.set(field)).add(member);
        }

        boolean concerns(int other) {
            return member == null || shard == other;
        }
    }

    /** Asks for the size of a set over all shards; any thread may call. */
    CompletionStage<Long> count(String field) {
        return ask(new Request(field, null, 0, new CompletableFuture<>()));
    }

    /** Asks for a fingerprint in a set, 1 or 0; any thread may call. */
    CompletionStage<Long> contains(String field, long first, long second) {
        int shard = ShardSets.shard(second, links.size());
        return ask(new Request(field, MemberBatch.member(first, second), shard, new CompletableFuture<>()));
    }

    private CompletionStage<Long> ask(Request request) {
        requests.add(request);
        return request.answer();
    }

    @Override
    public String role() {
        return "item-counts";
    }

    @Override
    public int doWork() {
        List<Request> group = new ArrayList<>();
        for (Request next = requests.peek(); next != null && group.size() < GROUP_MAX; next = requests.peek()) {
            group.add(requests.poll());
        }
        if (group.isEmpty()) {
            return 0;
        }
        if (fault != null && clock.nanoTime() - faultUntilNanos < 0) {
            group.forEach(request -> request.answer().completeExceptionally(fault));
            return group.size();
        }
        answer(group);
        return group.size();
    }

    @Override
    public void onClose() {
        doWork();
        links.forEach(RedisLink::close);
    }

    private void answer(List<Request> group) {
        long[] counts = new long[group.size()];
        int shard = 0;
        try {
            for (; shard < links.size(); shard++) {
                addUp(group, shard, counts);
            }
        } catch (RedisException e) {
            links.get(shard).drop();
            fault = e;
            faultUntilNanos = clock.nanoTime() + FAULT_NANOS;
            group.forEach(request -> request.answer().completeExceptionally(e));
            return;
        }
        fault = null;
        for (int i = 0; i < counts.length; i++) {
            group.get(i).answer().complete(counts[i]);
        }
    }

    private void addUp(List<Request> group, int shard, long[] counts) {
        List<RedisCommand> commands = new ArrayList<>();
        for (Request request : group) {
            if (request.concerns(shard)) {
                commands.add(request.command(keys.get(shard)));
            }
        }
        List<Object> replies = commands.isEmpty() ? List.of() : links.get(shard).callAll(commands);
        int next = 0;
        for (int i = 0; i < counts.length; i++) {
            counts[i] += group.get(i).concerns(shard) ? (Long) replies.get(next++) : 0;
        }
    }
}
