package junretsu.net;

/**
 * What is asked of an engine beyond its name.
 *
 * @param offload whether one kernel packet may hold many datagrams (UDP_SEGMENT and UDP_GRO), where the system can do
 *     it
 * @param steersByCpu whether what comes is spread over a group's receivers by the CPU it comes in on, not by flow
 */
public record EngineOptions(boolean offload, boolean steersByCpu) {}
