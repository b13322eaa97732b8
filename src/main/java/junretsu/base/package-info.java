/**
 * Floor 0: what every room stands on: clocks, idle policies, workers and their threads, locks and logs. Imports nothing
 * but the JDK.
 */
package junretsu.base;
