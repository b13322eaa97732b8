/**
 * The store that many nodes share: one node's absolute counts come in, the event's totals over all nodes come back, and
 * a Redis or Redis Cluster holds both where anyone may read them.
 *
 * <p>To be read in this order: {@code RedisStores}, {@code RedisStore}, {@code flush.lua}, {@code NodeLease}.
 */
package junretsu.store.redis;
