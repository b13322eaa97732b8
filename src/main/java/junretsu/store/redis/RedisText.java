package junretsu.store.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import junretsu.redis.LuaScript;
import junretsu.redis.RedisCommand;
import junretsu.redis.RedisException;
import junretsu.redis.RedisLink;
import junretsu.store.SharedText;

/** A hash with a version and a text, replaced by {@code stage.lua}. Over a connection of its own. */
final class RedisText implements SharedText {
    private static final LuaScript REPLACE = new LuaScript("stage.lua");

    private final RedisLink link;
    private final String key;

    RedisText(RedisLink link, String key) {
        this.link = link;
        this.key = key;
    }

    @Override
    public synchronized Versioned read() throws IOException {
        return answered(() -> versioned((List<?>) link.ask(RedisCommand.of("HMGET", key, "version", "text"))));
    }

    @Override
    public synchronized Versioned replace(long expected, Versioned next) throws IOException {
        List<byte[]> words = List.of(
                bytes(key), bytes(Long.toString(expected)), bytes(Long.toString(next.version())), bytes(next.text()));
        return answered(() -> {
            List<?> reply = (List<?>) REPLACE.run(link, 1, words);
            return reply.isEmpty() ? null : versioned(reply);
        });
    }

    @Override
    public synchronized void close() {
        link.close();
    }

    private Versioned answered(Supplier<Versioned> command) throws IOException {
        link.begin();
        try {
            link.connect();
            return command.get();
        } catch (RedisException e) {
            throw new IOException(e.getMessage(), e);
        } catch (ClassCastException | IllegalArgumentException e) {
            throw new IOException(link.address() + ": key '" + key + "' holds no stage; delete it", e);
        }
    }

    private static Versioned versioned(List<?> reply) {
        String version = text(reply.get(0));
        return new Versioned(version.isEmpty() ? 0 : Long.parseLong(version), text(reply.get(1)));
    }

    private static String text(Object bytes) {
        return bytes == null ? "" : new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
