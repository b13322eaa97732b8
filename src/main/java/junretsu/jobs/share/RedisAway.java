package junretsu.jobs.share;

/** No answer of Redis; the message is a sentence for people. */
public final class RedisAway extends RuntimeException {
    private static final long serialVersionUID = 1;

    RedisAway(String sentence) {
        super("Redis: " + sentence, null, false, false);
    }
}
