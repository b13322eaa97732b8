/**
 * The users server: its settings, its threads, and how it is seen from outside. To be read in this order: {@code
 * UsersServer}, {@code UsersConfig}, {@code OpenStores}.
 */
package junretsu.users.serve;
