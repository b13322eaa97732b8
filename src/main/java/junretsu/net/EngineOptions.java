package junretsu.net;

/**
 * The settings of an engine beyond its name.
 *
 * @param offload whether one kernel packet may hold many datagrams (UDP_SEGMENT and UDP_GRO), where the system can do
 *     it
 * @param steersByCpu whether packets are spread over a group's receivers by the CPU that they arrive on, not by flow
 */
public record EngineOptions(boolean offload, boolean steersByCpu) {}
