package junretsu.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import junretsu.base.Deadline;
import junretsu.base.Opened;
import junretsu.config.HostPort;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Opens connections to a server, plain or TLS. All addresses of its name together have one deadline, while Jedis's own
 * factory gives a timeout to each of them.
 *
 * @param deadline of what is under way: connecting, and later each reply
 * @param tls null for a plain connection
 */
record RedisSockets(HostPort server, Supplier<Deadline> deadline, SSLSocketFactory tls) implements JedisSocketFactory {
    /**
     * A chunk of commands that is no larger fits in the socket's buffers, so that writing it never waits for the peer.
     */
    static final int SEND_BUFFER_BYTES = 128 << 10;

    @Override
    public Socket createSocket() {
        try (Opened opened = new Opened()) {
            Socket plain = opened.add(connect());
            Socket socket = tls == null ? plain : encrypted(plain);
            opened.keep();
            return socket;
        } catch (IOException e) {
            throw new JedisConnectionException("no connection to " + server, e);
        }
    }

    private Socket connect() throws IOException {
        InetAddress[] addresses = InetAddress.getAllByName(server.host());
        for (int i = 0; ; i++) {
            try (Opened opened = new Opened()) {
                Socket socket = opened.add(new DeadlineSocket(deadline));
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                socket.setSendBufferSize(SEND_BUFFER_BYTES);
                socket.connect(
                        new InetSocketAddress(addresses[i], server.port()),
                        Math.max(1, DeadlineSocket.remainingMs(deadline.get()) / (addresses.length - i)));
                opened.keep();
                return socket;
            } catch (IOException e) {
                if (i == addresses.length - 1) {
                    throw e;
                }
            }
        }
    }

    private Socket encrypted(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, server.host(), server.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (SocketTimeoutException e) {
            throw new SocketTimeoutException("no answer in TLS in time; give redis:// for a Redis that speaks none");
        }
        return socket;
    }
}
