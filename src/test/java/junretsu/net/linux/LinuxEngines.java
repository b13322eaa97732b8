package junretsu.net.linux;

import java.lang.reflect.InvocationTargetException;
import junretsu.net.DatagramEngine;
import junretsu.net.EngineOptions;
import junretsu.net.EngineUnavailable;
import org.junit.jupiter.api.Assumptions;

/** The engines of the other source root, which these tests are too old to name: they are compiled for Java 17. */
final class LinuxEngines {
    private LinuxEngines() {}

    static DatagramEngine open(String type, EngineOptions options) throws ReflectiveOperationException {
        Assumptions.assumeTrue(Runtime.version().feature() >= 22, "needs Java 22");
        try {
            return (DatagramEngine) Class.forName("junretsu.net.linux." + type)
                    .getConstructor(EngineOptions.class)
                    .newInstance(options);
        } catch (InvocationTargetException e) {
            Assumptions.assumeFalse(
                    e.getCause() instanceof EngineUnavailable,
                    () -> e.getCause().getMessage());
            throw e;
        }
    }
}
