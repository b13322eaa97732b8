/**
 * Floor 1: the one room that knows Jedis. Commands, pipelines of them and scripts go out to a Redis or a Redis Cluster,
 * replies and faults come back. What is stored there, and under which keys, is the business of those who use it.
 *
 * <p>To be read in this order: {@code RedisConfig}, {@code RedisLink}, {@code RedisException}, {@code ReplyLimits}.
 */
package junretsu.redis;
