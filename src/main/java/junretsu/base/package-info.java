/**
 * Floor 0: what every room stands on: clocks, idle policies, workers and their threads, flags and units, JSON text.
 * Imports nothing but the JDK.
 */
package junretsu.base;
