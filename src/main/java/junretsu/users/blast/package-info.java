/**
 * Floor 4: loads users servers as an independent witness. Who is picked, what they ask and when come in; latencies by
 * operation go out, and how many answers were right, refused, failed or wrong.
 *
 * <p>To be read in this order: {@code UsersBlaster}, {@code UsersSender} with {@code UserClient}, {@code CallMaker},
 * {@code CallCheck} with {@code UserBook}, {@code UsersReport}.
 */
package junretsu.users.blast;
