/** Counts: lines come in from sockets; each new number goes out to the log, counts to those who read them. */
package junretsu.numbers.serve;
