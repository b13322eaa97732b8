package junretsu.votes.serve;

/**
 * How this server was put together.
 *
 * @param version of the program
 * @param engine as the ready line names it, with why no faster one is used
 * @param skippedEngines engines that would have been faster and why they are not used, as in {@code mmsg: needs Java 22}; or empty
 * @param steersByCpu whether several receivers share what comes by CPU, not by flow
 */
public record BuildInfo(String version, String engine, String skippedEngines, boolean steersByCpu) {}
