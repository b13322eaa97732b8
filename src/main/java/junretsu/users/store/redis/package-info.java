/**
 * Sessions in Redis or a Redis Cluster, shared by many back ends. All keys stand in one slot:
 *
 * <pre>
 *   junretsu:{users}:s:HASH   a session, which Redis forgets when it was idle for too long or has ended
 *   junretsu:{users}:u:NAME   sorted set: the hashes of an account's sessions, by the time at which they are over
 * </pre>
 *
 * Whoever empties Redis logs everybody out; whoever lets it evict keys logs out some, at random.
 */
package junretsu.users.store.redis;
