package junretsu.net.linux.bpf;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;

/** bpf(2) for tests, which are too old to name the other source root's class. */
final class Bpf {
    private Bpf() {}

    /** Skips the test, with the reason, where there is no bpf(2) or it is refused. */
    static BpfCalls calls() throws ReflectiveOperationException {
        Assumptions.assumeTrue(Runtime.version().feature() >= 22, "needs Java 22");
        BpfCalls calls = (BpfCalls) Class.forName("junretsu.net.linux.LinuxBpfCalls")
                .getConstructor()
                .newInstance();
        try {
            CountMap.make(calls).close();
        } catch (IOException e) {
            Assumptions.abort(e.getMessage());
        }
        return calls;
    }
}
