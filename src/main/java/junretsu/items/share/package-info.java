/**
 * The items of many nodes, counted together in a Redis or Redis Cluster: what is in a node's log comes in, sets of
 * fingerprints that all nodes share go out, and the sizes of these sets come back as counts.
 *
 * <p>The log is the truth. A shipper adds behind it what Redis has not got yet, as often as need be: a set takes an
 * item once. To be read in this order: {@code SharedItems}, {@code ShareKeys}, {@code ShipWorker}, {@code Shard},
 * {@code items-advance.lua}, {@code SetLooks}, {@code Erasures}.
 */
package junretsu.items.share;
