/**
 * TCP servers: clients come in at a {@link junretsu.net.tcp.TcpListener}, which gives each a place or refuses it, and
 * go out as {@link junretsu.net.tcp.TcpConnection}s to the threads that serve them.
 */
package junretsu.net.tcp;
