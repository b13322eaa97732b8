/**
 * Loads a votes server as a crowd of browsers does: votes of thousands of WebSockets go out; acknowledgements, the
 * frames of the screen and the server's counts come in, and a report says whether they agree.
 *
 * <p>To be read in this order: {@code CrowdBlastConfig}, {@code CrowdWire}, {@code CrowdBlaster}, {@code Crowd},
 * {@code Voter}, {@code CrowdBook}, {@code ScreenWatch}, {@code CrowdVerdict}.
 */
package junretsu.votes.blast.crowd;
