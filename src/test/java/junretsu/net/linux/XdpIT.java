package junretsu.net.linux;

import java.util.List;
import junretsu.testing.NetworkSpace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** At an interface of its own, so that nobody else's packets pass the program. */
class XdpIT extends KernelEngineContract {
    private static NetworkSpace space;

    @BeforeAll
    static void lay() {
        space = NetworkSpace.make();
    }

    @AfterAll
    static void remove() {
        if (space != null) {
            space.close();
        }
    }

    @Override
    String type() {
        return "XdpEngine";
    }

    @Override
    List<String> interfaces() {
        return List.of(space.outerCable());
    }
}
