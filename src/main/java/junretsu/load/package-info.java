/**
 * Floor 1: what every load generator is made of. Flags, a schedule and a server's counts come in; threads that send
 * when it is due, their lag, what arrived and a report go out. Knows no service.
 *
 * <p>To be read in this order: {@code Blast}, {@code BlastConfig}, {@code LoadPlan}, {@code Pacer},
 * {@code PacedSender}, {@code LoadThreads}, {@code CountsWatch}.
 */
package junretsu.load;
