/**
 * Counts votes. Datagrams come in from {@code net}, are counted into {@code tally}, flushed to a {@code store} and
 * shown over {@code web}; {@link junretsu.votes.serve.VotesServer} shows the whole process.
 */
package junretsu.votes.serve;
