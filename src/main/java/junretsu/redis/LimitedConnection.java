package junretsu.redis;

import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.util.RedisInputStream;

/** A connection of Jedis whose replies pass {@link ReplyLimits}. */
final class LimitedConnection extends Connection {
    /** Made by the first reply, which the constructor above may already have read. */
    private RedisInputStream limited;

    LimitedConnection(JedisSocketFactory sockets, JedisClientConfig config) {
        super(sockets, config);
    }

    @Override
    protected Object protocolRead(RedisInputStream replies, PushConsumerChain pushes) {
        if (limited == null) {
            limited = new RedisInputStream(new ReplyLimits(replies));
        }
        return super.protocolRead(limited, pushes);
    }
}
