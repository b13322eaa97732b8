/**
 * Floor 4: the votes service. A crowd presses one of 256 buttons, as often as it likes. Here stand the wire format that
 * both sides share and the meaning of the counters; {@code votes.serve} counts, {@code votes.blast} loads it and checks
 * the count from outside.
 */
package junretsu.votes;
