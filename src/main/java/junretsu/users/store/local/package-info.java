/**
 * Accounts and sessions in one SQLite file. Changes go to its one writer and are answered when they are on the disk;
 * questions are answered from memory where the last rows are, else by threads that read.
 *
 * <p>To be read in this order: {@code LocalUsers}, {@code LocalUserStore}, {@code LocalSessionStore}, {@code
 * SessionTable}, {@code YoungSessions}, {@code SessionIndex}, {@code SessionSweep}.
 */
package junretsu.users.store.local;
