package junretsu.votes.crowd;

/**
 * The votes that a client, an account or a network may send.
 *
 * @param votesPerSecond for long
 * @param burst the most at once, after a pause
 */
record CrowdRate(double votesPerSecond, double burst) {}
