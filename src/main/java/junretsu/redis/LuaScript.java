package junretsu.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A script of this jar, run by its hash; a Redis that does not know it (any more) is sent its text. */
public final class LuaScript {
    private final byte[] text;
    private final byte[] sha1;

    /** @param resource a file beside {@code junretsu} on the class path */
    public LuaScript(String resource) {
        try (InputStream in = LuaScript.class.getResourceAsStream("/junretsu/" + resource)) {
            text = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text);
            sha1 = HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }

    /**
     * @param keys how many of the words are keys
     * @param words keys, then arguments
     * @throws RuntimeException as {@link RedisLink#call} says
     */
    public Object run(RedisLink link, int keys, List<byte[]> words) {
        try {
            return link.call(command(Protocol.Command.EVALSHA, sha1, keys, words));
        } catch (JedisNoScriptException e) {
            return link.call(command(Protocol.Command.EVAL, text, keys, words));
        }
    }

    private static CommandArguments command(Protocol.Command name, byte[] script, int keys, List<byte[]> words) {
        return new CommandArguments(name).add(script).add(keys).addObjects(words);
    }
}
