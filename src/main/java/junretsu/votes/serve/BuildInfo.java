package junretsu.votes.serve;

/**
 * What a server shows of itself besides its counts.
 *
 * @param version of the program
 * @param skippedEngines engines that would have been faster and why they are not used, as in {@code mmsg: needs Java 22}; or empty
 */
public record BuildInfo(String version, String skippedEngines) {}
