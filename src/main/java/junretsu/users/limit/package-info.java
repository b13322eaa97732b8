/**
 * Limits on logins: an attempt comes in, and the time that it has to wait goes out. Knows neither passwords nor stores.
 */
package junretsu.users.limit;
