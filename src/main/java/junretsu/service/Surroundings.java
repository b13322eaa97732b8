package junretsu.service;

import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;

/**
 * The parts of the process that a server uses.
 *
 * @param version of the program, as it is shown
 * @param results takes a line that is a result, such as a report at an interval
 * @param errors where faults of operation go
 */
public record Surroundings(String version, Consumer<String> results, DistinctErrors errors, Clock clock) {}
