package junretsu.items.share;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.redis.LuaScript;
import junretsu.redis.RedisConfig;
import junretsu.redis.RedisException;
import junretsu.redis.RedisLink;

/**
 * The number of shards and the key on which all nodes of an event have to agree: fingerprints made with another key are
 * other members, and an item that is in another shard there counts twice. Immutable; may be used by any thread.
 *
 * @param event its name
 * @param key 16 bytes, a secret
 */
record Agreement(String event, int shards, byte[] key) {
    private static final LuaScript JOIN = new LuaScript("items-join.lua");

    /** So long, nodes that run and have a key may need to tell a Redis that has lost it. */
    private static final long LOST_KEY_MS = 1_000;

    /** A node without data waits so long for a Redis that is just being started, or is slow. */
    private static final long WAIT_MS = 5_000;

    private static final long RETRY_MS = 500;
    private static final int KEY_BYTES = 16;

    /**
     * Its counterpart in Redis.
     *
     * @param key null when there is none yet
     * @param mark of the data: another one after a loss of all
     * @param changes of generations so far
     * @param erasedTenants that are known there
     */
    record Held(int shards, byte[] key, String mark, long changes, long erasedTenants) {}

    /**
     * Returns the key to open a node's files with, as {@link SharedItems#agreeOnKey} says.
     *
     * @param sleepMs waits so many milliseconds
     */
    static byte[] onKey(RedisConfig config, String event, int shards, byte[] own, Clock clock, LongConsumer sleepMs)
            throws StartException {
        for (long waitedMs = 0; ; waitedMs += RETRY_MS) {
            try (RedisLink link = new RedisLink(config, clock)) {
                return onKey(link, event, shards, own, sleepMs);
            } catch (RedisException e) {
                if (own != null) {
                    return own;
                }
                if (waitedMs >= WAIT_MS) {
                    throw new StartException(
                            "a node without data needs Redis to start, for it takes the key of the others from there: "
                                    + e.getMessage(),
                            e);
                }
                sleepMs.accept(RETRY_MS);
            }
        }
    }

    private static byte[] onKey(RedisLink link, String event, int shards, byte[] own, LongConsumer sleepMs)
            throws StartException {
        if (own == null && ask(link, event, shards).key() == null) {
            sleepMs.accept(LOST_KEY_MS);
        }
        byte[] offered = own == null ? randomKey() : own;
        Held held = new Agreement(event, shards, offered).join(link);
        byte[] agreed = own == null ? held.key() : own;
        String refusal = new Agreement(event, shards, agreed).refusal(held);
        if (refusal != null) {
            throw new StartException(refusal);
        }
        return agreed;
    }

    /**
     * Says what this node has, if it is the first, and returns what all have.
     *
     * @throws RedisException when Redis did not answer
     */
    Held join(RedisLink link) {
        return run(link, event, shards, HexFormat.of().formatHex(key));
    }

    /** Returns why this node may not share; null when it may. */
    String refusal(Held held) {
        if (held.shards() != shards) {
            return "event '" + event + "' has " + held.shards() + " shards in Redis, this node was given " + shards
                    + "; start it with --shards " + held.shards();
        }
        if (!MessageDigest.isEqual(held.key(), key)) {
            return "the nodes of event '" + event + "' have another key than this one, so what it counted cannot be"
                    + " added to theirs; give it another --event, or an empty --data directory";
        }
        return null;
    }

    @Override
    public String toString() {
        return event + ", " + shards + " shards";
    }

    private static Held ask(RedisLink link, String event, int shards) {
        return run(link, event, shards, "");
    }

    private static Held run(RedisLink link, String event, int shards, String key) {
        String mark = Long.toHexString(new SecureRandom().nextLong());
        ShareKeys keys = ShareKeys.ofEvent(event);
        link.begin();
        List<byte[]> words = List.of(
                keys.event(),
                keys.generations(),
                keys.erasures(),
                Integer.toString(shards).getBytes(StandardCharsets.US_ASCII),
                key.getBytes(StandardCharsets.US_ASCII),
                mark.getBytes(StandardCharsets.US_ASCII));
        List<?> reply = (List<?>) JOIN.run(link, 3, words);
        return reply.isEmpty()
                ? new Held(shards, null, "", 0, 0)
                : new Held(
                        Integer.parseInt(text(reply.get(0))),
                        HexFormat.of().parseHex(text(reply.get(1))),
                        text(reply.get(2)),
                        Long.parseLong(text(reply.get(3))),
                        Long.parseLong(text(reply.get(4))));
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.US_ASCII);
    }

    private static byte[] randomKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
