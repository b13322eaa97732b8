package junretsu.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A command's words: its name, then its arguments. {@link #add} is for the thread that makes it; once it is handed over
 * nothing may be added.
 */
public final class RedisCommand {
    /** The bytes on the wire that a word costs beside its own: {@code $}, its length and two line ends. */
    private static final int WORD_OVERHEAD = 16;

    private final List<byte[]> words = new ArrayList<>();
    private int size;

    private RedisCommand() {}

    /** Returns a command of these words, the name first. */
    public static RedisCommand of(String... words) {
        RedisCommand command = new RedisCommand();
        for (String word : words) {
            command.add(word);
        }
        return command;
    }

    /** Adds a word in UTF-8. */
    public RedisCommand add(String word) {
        return add(word.getBytes(StandardCharsets.UTF_8));
    }

    /** @param word not copied */
    public RedisCommand add(byte[] word) {
        words.add(word);
        size += word.length + WORD_OVERHEAD;
        return this;
    }

    public RedisCommand addAll(List<byte[]> more) {
        more.forEach(this::add);
        return this;
    }

    List<byte[]> words() {
        return words;
    }

    /** Bytes on the wire, at most. */
    int size() {
        return size;
    }
}
