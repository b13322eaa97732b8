package junretsu.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Hears what is published on a channel, on a link of its own. To be used by one thread, which asks for the messages:
 * a PING behind them says when there are no more, so no read waits for what may never come.
 */
public final class RedisSubscription implements AutoCloseable {
    private static final byte[] PONG = "pong".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);

    private final RedisLink link;
    private final String channel;
    private long connection;

    /** @param link to be used for nothing else, closed with this */
    public RedisSubscription(RedisLink link, String channel) {
        this.link = link;
        this.channel = channel;
    }

    /**
     * Returns the messages since the last call.
     *
     * @return null after a connection was made, since messages may have been missed
     * @throws RedisException when Redis did not answer
     */
    public List<byte[]> messages() {
        link.begin();
        link.connect();
        List<byte[]> messages = new ArrayList<>();
        if (link.connections() != connection) {
            link.call(RedisCommand.of("SUBSCRIBE", channel));
            connection = link.connections();
            return null;
        }
        List<?> reply = (List<?>) link.call(RedisCommand.of("PING"));
        while (!Arrays.equals((byte[]) reply.get(0), PONG)) {
            if (reply.size() == 3 && Arrays.equals((byte[]) reply.get(0), MESSAGE)) {
                messages.add((byte[]) reply.get(2));
            }
            reply = (List<?>) link.receive();
        }
        return messages;
    }

    @Override
    public void close() {
        link.close();
    }
}
