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

    /** The same where words are short: a length of up to four digits. */
    private static final int RUN_WORD_OVERHEAD = 9;

    private final List<byte[]> words = new ArrayList<>();
    private byte[] run;
    private int runFrom;
    private int runCount;
    private int runWidth;
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

    /**
     * Adds words of one width that stand one behind the other in an array, as the command's last ones: none may follow.
     *
     * @param run not copied
     * @param from index of the first word's first byte
     * @param count of words
     * @param width of each in bytes
     */
    public RedisCommand addRun(byte[] run, int from, int count, int width) {
        this.run = run;
        runFrom = from;
        runCount = count;
        runWidth = width;
        size += count * (width + RUN_WORD_OVERHEAD);
        return this;
    }

    List<byte[]> words() {
        return words;
    }

    int runCount() {
        return runCount;
    }

    int runWidth() {
        return runWidth;
    }

    /** Copies a word of the run, counted from 0. */
    void copyRunWord(int index, byte[] to) {
        System.arraycopy(run, runFrom + index * runWidth, to, 0, runWidth);
    }

    /** Bytes on the wire, at most. */
    int size() {
        return size;
    }
}
