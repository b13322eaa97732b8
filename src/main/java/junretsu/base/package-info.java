/**
 * Floor 0: what every room stands on: clocks, idle policies, workers and their threads, flags and units, and the texts that are
 * read by machines (JSON, Prometheus). Imports nothing but the JDK.
 */
package junretsu.base;
