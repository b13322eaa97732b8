/**
 * Floor 1: what every load generator needs. A schedule and a server's counts come in; when to send, how late it was and what
 * arrived go out. Knows no service.
 */
package junretsu.load;
