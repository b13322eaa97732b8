package junretsu.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Opens connections to a server, plain or TLS. All addresses of its name together have one timeout, which Jedis's own
 * factory gives to each of them.
 *
 * @param tls null for a plain connection
 */
public record RedisSockets(HostAndPort server, int timeoutMs, SSLSocketFactory tls) implements JedisSocketFactory {

    @Override
    public Socket createSocket() {
        Socket socket = null;
        try {
            socket = connect();
            return tls == null ? socket : encrypted(socket);
        } catch (IOException e) {
            closeQuietly(socket);
            throw new JedisConnectionException("no connection to " + server, e);
        }
    }

    private Socket connect() throws IOException {
        InetAddress[] addresses = InetAddress.getAllByName(server.getHost());
        long startedNs = System.nanoTime();
        for (int i = 0; ; i++) {
            long elapsedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs);
            boolean isLast = i == addresses.length - 1;
            int limitMs = (int) Math.max(1, (timeoutMs - elapsedMs) / (addresses.length - i));
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                socket.setSoTimeout(timeoutMs);
                socket.connect(new InetSocketAddress(addresses[i], server.getPort()), limitMs);
                return socket;
            } catch (IOException e) {
                closeQuietly(socket);
                if (isLast) {
                    throw e;
                }
            }
        }
    }

    private Socket encrypted(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, server.getHost(), server.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void closeQuietly(Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is given up in any case.
        }
    }
}
