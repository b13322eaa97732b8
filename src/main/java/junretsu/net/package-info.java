/**
 * Floor 1: what a datagram engine is. Datagrams come in from the kernel and go to a {@link junretsu.net.PacketHandler};
 * prepared bytes go out through a {@link junretsu.net.DatagramSender}. The engines stand in rooms of their own below
 * this one ({@code net.nio}; {@code net.linux} in the other source root), and only {@code cli} names them.
 */
package junretsu.net;
