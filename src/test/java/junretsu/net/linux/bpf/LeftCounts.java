package junretsu.net.linux.bpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Changes what a server that was killed has left in bpffs. */
public final class LeftCounts {
    private LeftCounts() {}

    /** Makes it that of a machine that was started anew since. */
    public static void setBoot(Path pin, String bootId) throws Exception {
        try (CountMap map = CountMap.open(Bpf.calls(), pin)) {
            MapHeader header = map.header();
            MapHeader.Purpose old = header.purpose();
            header.write(
                    new MapHeader.Purpose(
                            old.meaning(), old.process(), old.startTicks(), bootId, old.node(), old.event()),
                    header.kept());
        }
    }

    /** Makes a process that runs their owner, as one does that takes them over; or one that has ended. */
    public static void setOwner(Path pin, long process, boolean isRunning) throws Exception {
        try (CountMap map = CountMap.open(Bpf.calls(), pin)) {
            MapHeader header = map.header();
            header.setOwner(header.generation() + 1, process, isRunning ? StartTicks.of(process) : 0);
        }
    }

    /** The process ID in their header. */
    public static long owner(Path pin) throws Exception {
        try (CountMap map = CountMap.open(Bpf.calls(), pin)) {
            return map.header().purpose().process();
        }
    }

    /** Puts counts without a header in its place. */
    public static void replaceByForeign(Path pin) throws Exception {
        BpfCalls calls = Bpf.calls();
        Files.delete(pin);
        try (CountMap map = CountMap.make(calls)) {
            calls.pin(map.descriptor(), pin);
        } catch (IOException e) {
            throw new AssertionError("a pin that was removed can be set again", e);
        }
    }
}
