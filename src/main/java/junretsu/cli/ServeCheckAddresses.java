package junretsu.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.IoReason;
import junretsu.config.Settings;
import junretsu.config.StartException;

/** The addresses of a server, bound for a moment by {@code --check}: nothing is taken at them. */
final class ServeCheckAddresses {
    private ServeCheckAddresses() {}

    /** @throws StartException that names the first address that cannot be had, and why */
    static void tryAll(ServeCommand command, Settings settings) throws StartException {
        for (String name : ServeCheckSettings.ADDRESSES.stream().sorted().toList()) {
            Flag<?> flag = command.flag(name);
            if (flag != null && settings.get(flag) instanceof HostPort address) {
                tryOut(name, address);
            }
        }
        Flag<?> port = command.flag("port");
        Flag<?> stdin = command.flag("stdin");
        if (port != null && !Boolean.TRUE.equals(settings.get(stdin))) {
            String host = String.valueOf(settings.get(command.flag("host")));
            tryOut("port", new HostPort(host, (Integer) settings.get(port)));
        }
    }

    private static void tryOut(String name, HostPort address) throws StartException {
        try {
            InetSocketAddress at = address.resolve();
            if (name.equals("udp")) {
                bindDatagrams(at);
            } else {
                bindStream(at);
            }
        } catch (IOException e) {
            throw new StartException("--" + name + ": cannot listen at " + address + ": " + IoReason.of(e), e);
        }
    }

    private static void bindDatagrams(InetSocketAddress at) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.bind(at);
        }
    }

    /** Binds without listening, so no client is accepted; a server that listens there is in the way all the same. */
    private static void bindStream(InetSocketAddress at) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(at);
        }
    }
}
