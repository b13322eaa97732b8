/** Counts: lines come in from sockets; each new number goes out to the log, counts to whoever reads them. */
package junretsu.numbers.serve;
