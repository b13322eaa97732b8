package junretsu.cli;

import junretsu.base.Flag;
import junretsu.net.DatagramEngine;
import junretsu.net.nio.NioEngine;

/** Which engine is built. */
final class Engines {
    static final Flag<DatagramEngine> ENGINE = Flag.of(
            "engine",
            "auto|nio",
            "auto",
            "how datagrams pass the kernel; auto takes the fastest that works here",
            Engines::parse);

    private Engines() {}

    private static DatagramEngine parse(String text) {
        return switch (text) {
            case "auto", "nio" -> new NioEngine();
            default -> throw new IllegalArgumentException("auto or nio");
        };
    }
}
