package junretsu.items.share;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import junretsu.base.BackOff;
import junretsu.base.Clock;
import junretsu.base.Worker;
import junretsu.items.log.Tenant;
import junretsu.redis.EvictionPolicy;
import junretsu.redis.LuaScript;
import junretsu.redis.RedisCommand;
import junretsu.redis.RedisException;
import junretsu.redis.RedisLink;
import junretsu.redis.SharedHealth;

/**
 * Keeps the nodes of an event agreed: on the number of shards, the key, and each tenant's generation. An erasure by any
 * node is carried out by all.
 */
final class Erasures implements Worker {
    private static final LuaScript ERASE = new LuaScript("items-erase.lua");

    private static final int PAGE = 500;
    private static final long PAUSE_MIN_NANOS = 50_000_000;
    private static final long PAUSE_MAX_NANOS = 500_000_000;

    /** Generations before the last one of which a node that was away may have left a set. */
    private static final int LATE_GENERATIONS = 8;

    /** The place of faults of the event's own keys; shards have theirs, from 0 on. */
    private static final int EVENT = -1;

    private final RedisLink link;
    private final EvictionPolicy evictionPolicy;
    private final ShareKeys keys;
    private final Agreement agreement;
    private final ShareSource source;
    private final Consumer<String> unlink;
    private final SharedHealth health;
    private final Clock clock;
    private final Map<String, Long> generations = new ConcurrentHashMap<>();
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final List<Erased> underWay = new ArrayList<>();
    private final BackOff backOff = new BackOff(PAUSE_MIN_NANOS, PAUSE_MAX_NANOS);
    private long notBeforeNanos;
    private String mark = "";

    /** The connection on which Redis was told all: on another one may be another server, which numbers anew. */
    private long connection;

    private long changes;

    /** Written by this worker's thread, read by any. */
    private volatile boolean isSettled;

    /**
     * @param link to be closed at the end
     * @param unlink has the sets of a field removed from all shards
     */
    Erasures(
            RedisLink link,
            ShareKeys keys,
            Agreement agreement,
            ShareSource source,
            Consumer<String> unlink,
            SharedHealth health,
            Clock clock) {
        this.link = link;
        this.evictionPolicy = new EvictionPolicy(link, health::warn);
        this.keys = keys;
        this.agreement = agreement;
        this.source = source;
        this.unlink = unlink;
        this.health = health;
        this.clock = clock;
        notBeforeNanos = clock.nanoTime();
        generations.putAll(source.generations());
    }

    private record Request(String name, CompletableFuture<Long> answer) {}

    /** An erasure that this node has to carry out; it has failed when the disk did not take it. */
    private record Erased(String name, long generation, CompletableFuture<Void> done) {
        boolean hasFailed() {
            return done.isCompletedExceptionally();
        }

        String failure() {
            return done.handle((none, failure) -> failure.getCause().getMessage())
                    .join();
        }
    }

    /** Returns true once this node agrees with the others and has carried out what was erased while it was away. */
    boolean isSettled() {
        return isSettled;
    }

    /** The generation that a tenant has on all nodes, as far as is known; any thread may ask. */
    long generation(String name) {
        return generations.getOrDefault(name, 0L);
    }

    /** Erases a tenant on all nodes; completed with its new generation once it is erased on this one. */
    CompletionStage<Long> erase(String name) {
        Request request = new Request(name, new CompletableFuture<>());
        requests.add(request);
        return request.answer();
    }

    @Override
    public String role() {
        return "item-erasures";
    }

    @Override
    public int doWork() {
        if (clock.nanoTime() - notBeforeNanos < 0) {
            return 0;
        }
        try {
            link.begin();
            int work = agree() ? erase() + follow() : 0;
            evictionPolicy.check();
            backOff.succeeded();
            if (isSettled || underWay.isEmpty()) {
                health.works(EVENT);
            }
            return work;
        } catch (RedisException e) {
            failed(e, e.fault().label(), e.getMessage());
        } catch (ClassCastException | IndexOutOfBoundsException | NumberFormatException e) {
            failed(e, "malformed", link.address() + ": a reply is malformed");
        }
        return 0;
    }

    @Override
    public void onClose() {
        doWork();
        failWaiting(new IllegalStateException("the node stops"));
        link.close();
    }

    private void failed(RuntimeException e, String fault, String sentence) {
        link.drop();
        notBeforeNanos = clock.nanoTime() + backOff.failed();
        health.failed(EVENT, fault, sentence);
        failWaiting(e);
    }

    private void failWaiting(RuntimeException failure) {
        for (Request next = requests.poll(); next != null; next = requests.poll()) {
            next.answer().completeExceptionally(failure);
        }
    }

    /** Returns false when this node may not share. */
    private boolean agree() {
        Agreement.Held held = agreement.join(link);
        String refusal = agreement.refusal(held);
        if (refusal != null) {
            isSettled = false;
            health.refused(refusal);
            return false;
        }
        health.refused(null);
        long connected = link.connections();
        boolean isAnother = connected != connection || !held.mark().equals(mark);
        if (isAnother || held.changes() < changes || held.erasedTenants() < generations.size()) {
            bringBack();
            connection = connected;
            mark = held.mark();
            changes = 0;
        }
        return true;
    }

    /** Tells a Redis that may have lost them all generations that are known here. */
    private void bringBack() {
        List<Map.Entry<String, Long>> all = new ArrayList<>(generations.entrySet());
        for (int from = 0; from < all.size(); from += PAGE) {
            List<byte[]> words = eraseWords("0");
            for (Map.Entry<String, Long> one : all.subList(from, Math.min(all.size(), from + PAGE))) {
                words.add(bytes(one.getKey()));
                words.add(bytes(Long.toString(one.getValue())));
            }
            link.begin();
            ERASE.run(link, 3, words);
        }
    }

    private int erase() {
        int erased = 0;
        for (Request next = requests.peek(); next != null && erased < PAGE; next = requests.peek()) {
            List<byte[]> words = eraseWords("1");
            words.add(bytes(next.name()));
            words.add(bytes(Long.toString(generation(next.name()))));
            link.begin();
            long generation = (Long) ((List<?>) ERASE.run(link, 3, words)).get(0);
            requests.remove();
            erased++;
            CompletableFuture<Long> answer = next.answer();
            carryOut(next.name(), generation).whenComplete((done, failure) -> {
                if (failure == null) {
                    answer.complete(generation);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        }
        return erased;
    }

    /** Carries out what was erased since the last look. */
    private int follow() {
        carryOutAgain();
        int followed = 0;
        List<?> page;
        do {
            link.begin();
            page = (List<?>) link.ask(RedisCommand.of(
                    "ZRANGEBYSCORE",
                    new String(keys.erasures(), StandardCharsets.US_ASCII),
                    "(" + changes,
                    "+inf",
                    "WITHSCORES",
                    "LIMIT",
                    "0",
                    Integer.toString(PAGE)));
            followed += follow(page);
        } while (page.size() == 2 * PAGE);
        settle();
        return followed;
    }

    /**
     * Tries again what the disk did not take. Until it does, the node ships nothing: its items would go to the set of
     * the generation that was erased.
     */
    private void carryOutAgain() {
        List<Erased> failed = underWay.stream().filter(Erased::hasFailed).toList();
        if (!failed.isEmpty()) {
            isSettled = false;
            String reason = failed.get(0).failure();
            health.failed(EVENT, "disk", "an erased tenant is still here, so nothing is shipped: " + reason);
            underWay.removeAll(failed);
            failed.forEach(erased -> carryOut(erased.name(), erased.generation()));
        }
    }

    private void settle() {
        underWay.removeIf(erased -> erased.done().isDone() && !erased.hasFailed());
        if (underWay.isEmpty()) {
            isSettled = true;
        }
    }

    private int follow(List<?> page) {
        if (page.isEmpty()) {
            return 0;
        }
        RedisCommand ask = RedisCommand.of("HMGET").add(keys.generations());
        for (int i = 0; i < page.size(); i += 2) {
            ask.add((byte[]) page.get(i));
        }
        List<?> held = (List<?>) link.ask(ask);
        for (int i = 0; i < held.size(); i++) {
            if (held.get(i) != null) {
                carryOut(text(page.get(2 * i)), Long.parseLong(text(held.get(i))));
            }
        }
        changes = Long.parseLong(text(page.get(page.size() - 1)));
        return held.size();
    }

    private CompletableFuture<List<Tenant>> carryOut(String name, long generation) {
        generations.merge(name, generation, Math::max);
        CompletableFuture<List<Tenant>> done = source.erased(name, generation).toCompletableFuture();
        CompletableFuture<Void> unlinked = done.thenAccept(erased -> {
            for (long old = Math.max(0, generation - LATE_GENERATIONS); old < generation; old++) {
                unlink.accept(ShareKeys.field(old, name, Tenant.TOTAL));
            }
            erased.forEach(tenant -> unlink.accept(ShareKeys.field(tenant)));
        });
        underWay.add(new Erased(name, generation, unlinked));
        return done;
    }

    private List<byte[]> eraseWords(String mode) {
        return new ArrayList<>(List.of(keys.event(), keys.generations(), keys.erasures(), bytes(mode)));
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
