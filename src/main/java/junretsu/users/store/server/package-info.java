/**
 * Accounts in a database on a server that speaks MySQL's protocol, shared by many back ends: each account is one row
 * that is read, added and replaced by its primary key alone, and a change is taken only for the version before it.
 *
 * <p>To be read in this order: {@code ServerUsers}, {@code ServerUserStore}.
 */
package junretsu.users.store.server;
