package junretsu.service;

import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;

/**
 * What the process gives to a server.
 *
 * @param version of the program, as it is shown
 * @param results takes a line that is a result, such as a report at an interval
 * @param errors where faults of operation go
 */
public record Surroundings(String version, Consumer<String> results, DistinctErrors errors, Clock clock) {}
