package junretsu.net.linux;

import java.io.IOException;
import junretsu.net.DatagramSender;
import junretsu.net.EngineOptions;
import junretsu.net.EngineUnavailable;

/** {@link junretsu.net.DatagramEngine} on recvmmsg(2) and sendmmsg(2). Found by its name, where Java is 22 or newer. */
public class MmsgEngine extends LinuxEngine {

    /** @throws EngineUnavailable when this system lacks the calls */
    public MmsgEngine(EngineOptions options) throws EngineUnavailable {
        super(options);
    }

    @Override
    public String name() {
        return "mmsg";
    }

    @Override
    LinuxReceiver receiver(LinuxSocket socket, boolean joins) throws IOException {
        return new MmsgReceiver(socket, joins);
    }

    @Override
    DatagramSender sender(LinuxSocket socket, boolean offload) {
        return new MmsgSender(socket, offload);
    }
}
