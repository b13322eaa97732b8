package junretsu.votes.serve;

/**
 * The make-up of this server.
 *
 * @param version of the program
 * @param engineName as in {@code mmsg}
 * @param engine as the ready line names it, with why no faster one is used
 * @param skippedEngines engines that would have been faster and why they are not used, as in
 *     {@code mmsg: needs Java 22}; or empty
 * @param steersByCpu whether several receivers share the packets by CPU, not by flow
 */
public record BuildInfo(String version, String engineName, String engine, String skippedEngines, boolean steersByCpu) {}
