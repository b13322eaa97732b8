package junretsu.redis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A script of this jar, run by its hash; a Redis that does not know it (any more) is sent its text. Read once, when it
 * is made; may be used by any thread.
 */
public final class LuaScript {
    private final byte[] text;
    private final String sha1;

    /** @param resources files beside {@code junretsu} on the class path, which make up the script in this order */
    public LuaScript(String... resources) {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        try {
            for (String resource : resources) {
                try (InputStream in = LuaScript.class.getResourceAsStream("/junretsu/" + resource)) {
                    parts.write(Objects.requireNonNull(in, resource).readAllBytes());
                }
            }
            text = parts.toByteArray();
            sha1 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }

    /**
     * Runs the script.
     *
     * @param keys how many of the words are keys
     * @param words keys, then arguments
     * @throws RedisException as {@link RedisLink#call} says
     */
    public Object run(RedisLink link, int keys, List<byte[]> words) {
        try {
            return link.call(command(keys, words));
        } catch (RedisException.Rejected e) {
            if (e.fault() != RedisFault.NOSCRIPT) {
                throw e;
            }
            return link.call(textCommand(keys, words));
        }
    }

    /** Returns a command that runs a script which Redis knows; parameters as of {@link #run}. */
    public RedisCommand command(int keys, List<byte[]> words) {
        return RedisCommand.of("EVALSHA", sha1, Integer.toString(keys)).addAll(words);
    }

    /** Returns a command that runs the script, also where Redis does not know it; parameters as of {@link #run}. */
    public RedisCommand textCommand(int keys, List<byte[]> words) {
        return RedisCommand.of("EVAL").add(text).add(Integer.toString(keys)).addAll(words);
    }

    /** Returns a command that makes the script known to Redis. */
    public RedisCommand load() {
        return RedisCommand.of("SCRIPT", "LOAD").add(text);
    }
}
