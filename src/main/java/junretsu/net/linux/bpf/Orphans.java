package junretsu.net.linux.bpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import junretsu.base.BootId;

/** Programs at interfaces that go on for servers which were killed: they take what comes for those servers' ports. */
public final class Orphans {
    private Orphans() {}

    /**
     * A sentence for each, with what ends it; none where this user may not look.
     *
     * @param own node of the server that asks, which is none of them
     */
    public static List<String> remarks(BpfCalls calls, Path bpffs, String own) {
        List<String> remarks = new ArrayList<>();
        try (Stream<Path> nodes = Files.list(bpffs.resolve(PinnedCounts.FOLDER))) {
            for (Path folder : nodes.filter(node -> !node.endsWith(own)).toList()) {
                remarks.addAll(remark(calls, folder));
            }
            return remarks;
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Nothing about what this user may not look at, or what is made or ended in this moment. */
    private static List<String> remark(BpfCalls calls, Path folder) {
        try {
            Path pin = folder.resolve(PinnedCounts.COUNTS);
            if (Links.in(folder).isEmpty() || Files.notExists(pin)) {
                return List.of();
            }
            try (CountMap counts = CountMap.open(calls, pin)) {
                MapHeader.Purpose purpose = counts.header().purpose();
                boolean isOrphan = purpose != null && purpose.bootId().equals(BootId.read()) && !purpose.isRunning();
                return isOrphan ? List.of(sentence(purpose, folder)) : List.of();
            }
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String sentence(MapHeader.Purpose purpose, Path folder) {
        return "a program in the kernel still takes the votes for the event '" + purpose.event() + "' of process "
                + purpose.process() + ", which was killed; start that server once with its data directory and stop it"
                + " normally, which keeps them, or end the program with 'rm -r " + folder + "'";
    }
}
