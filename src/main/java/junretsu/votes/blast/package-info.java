/**
 * The independent witness: a load comes out of it, and a report of what was sent and what became of it. It knows the
 * wire format and what a server shows over HTTP, and nothing of the server's inside.
 *
 * <p>To be read in this order: {@code VotesBlastConfig}, {@code VotesBlaster}, {@code VotesSender}, {@code Verdict}.
 */
package junretsu.votes.blast;
