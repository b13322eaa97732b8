/**
 * Sessions and limits on logins in Redis or a Redis Cluster, shared by many back ends. All keys stand in one slot:
 *
 * <pre>
 *   junretsu:{users}:s:HASH   a session, which Redis forgets when it was idle for too long or has ended
 *   junretsu:{users}:u:NAME   sorted set: the hashes of an account's sessions, by the time at which they are over
 *   junretsu:{users}:f:ua:ADDRESS NAME, f:a:ADDRESS, f:u:NAME
 *                             counts of failed logins, which Redis forgets in their time
 * </pre>
 *
 * Whoever empties Redis logs everybody out and forgets failures; whoever lets it evict keys logs out some, at random.
 */
package junretsu.users.store.redis;
