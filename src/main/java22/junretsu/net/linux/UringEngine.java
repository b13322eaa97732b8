package junretsu.net.linux;

import java.io.IOException;
import junretsu.net.DatagramSender;
import junretsu.net.EngineOptions;
import junretsu.net.EngineUnavailable;

/** {@link junretsu.net.DatagramEngine} on io_uring(7). Found by its name, where Java is 22 or newer. */
public final class UringEngine extends LinuxEngine {

    /** @throws EngineUnavailable when this system lacks io_uring, or forbids it */
    public UringEngine(EngineOptions options) throws EngineUnavailable {
        super(options);
        try {
            UringReceiver.probe();
        } catch (IOException e) {
            throw new EngineUnavailable(e.getMessage());
        }
    }

    @Override
    public String name() {
        return "uring";
    }

    @Override
    LinuxReceiver receiver(LinuxSocket socket, boolean joins) throws IOException {
        return new UringReceiver(socket);
    }

    @Override
    DatagramSender sender(LinuxSocket socket, boolean offload) throws IOException {
        return new UringSender(socket, offload);
    }
}
