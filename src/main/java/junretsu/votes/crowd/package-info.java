/**
 * The crowd's votes from browsers: messages over WebSocket or HTTP come in, votes in a counter block and an
 * acknowledgement of each message go out.
 */
package junretsu.votes.crowd;
