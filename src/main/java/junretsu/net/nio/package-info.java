/**
 * The engine that runs wherever Java does: one {@link java.nio.channels.DatagramChannel} and one system call a
 * datagram.
 */
package junretsu.net.nio;
