package junretsu.net.linux.bpf;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import junretsu.base.BootId;
import junretsu.net.CountKeeper;
import junretsu.net.CountingGroup;
import junretsu.net.KernelCounts;

/**
 * The kernel's counts for one keeper. They have a name in bpffs, so that they outlive a process that is killed:
 *
 * <pre>
 *   /sys/fs/bpf/junretsu/NODE/counts     the {@link CountMap}
 *                             xdp-IF     the link of the program on each interface
 * </pre>
 *
 * A start takes what it finds there: the links are ended, the counts handed to the keeper, their name removed, and only
 * then new ones made. So there is one map at a time, and each vote is in it once; handing over the same counts again
 * changes nothing. For one thread at a time, but for {@link #read}.
 */
public final class PinnedCounts implements CountingGroup.Counting {
    private static final String FOLDER = "junretsu";
    private static final String COUNTS = "counts";
    static final String LINK = "xdp-";

    /** In check_helper_call of kernel/bpf/verifier.c, for a kernel that is too old. */
    private static final String UNKNOWN_FUNCTION = "invalid func";

    private final BpfCalls calls;
    private final Path folder;
    private final CountMap map;
    private final long[] kept;
    private Interfaces interfaces;

    private PinnedCounts(BpfCalls calls, Path folder, CountMap map, long[] kept) {
        this.calls = calls;
        this.folder = folder;
        this.map = map;
        this.kept = kept;
    }

    /**
     * Takes over the counts that were left, and makes new ones of zeros.
     *
     * @throws IOException with a sentence for the user
     */
    public static PinnedCounts begin(BpfCalls calls, Path bpffs, CountKeeper keeper) throws IOException {
        requireMounted(bpffs);
        Path folder = place(bpffs, keeper.node()).getParent();
        try {
            Files.createDirectories(folder);
        } catch (AccessDeniedException e) {
            throw new IOException("this user may not make names in " + bpffs + "; see deploy/README.md", e);
        }
        takeLeft(calls, folder, keeper);
        CountMap map = CountMap.make(calls);
        long[] kept = keeper.kept();
        try {
            long self = ProcessHandle.current().pid();
            map.header()
                    .write(
                            new MapHeader.Purpose(
                                    keeper.meaning(),
                                    self,
                                    StartTicks.of(self),
                                    BootId.read(),
                                    keeper.node(),
                                    keeper.event()),
                            kept);
            calls.pin(map.descriptor(), folder.resolve(COUNTS));
        } catch (IOException e) {
            map.close();
            throw e;
        }
        return new PinnedCounts(calls, folder, map, kept);
    }

    /** @throws IOException when there is no bpffs, with the command that helps */
    public static void requireMounted(Path bpffs) throws IOException {
        if (!Files.isDirectory(bpffs) || !Files.getFileStore(bpffs).type().equals("bpf")) {
            throw new IOException("no bpffs at " + bpffs + ", where counts outlive the process; make one with 'mount -t"
                    + " bpf bpf " + bpffs + "'");
        }
    }

    /** The name of a node's counts, which is there while the kernel has any. */
    public static Path place(Path bpffs, String node) {
        return bpffs.resolve(FOLDER).resolve(node).resolve(COUNTS);
    }

    /**
     * Hands over the counts that were left so far, and lets the kernel count on.
     *
     * @throws IOException with a sentence for the user
     */
    public static void recover(BpfCalls calls, Path bpffs, CountKeeper keeper) throws IOException {
        Path pin = place(bpffs, keeper.node());
        if (Files.exists(pin)) {
            try (CountMap left = CountMap.open(calls, pin)) {
                requireOwn(left.header().purpose(), pin, keeper);
                handOver(left, keeper);
            }
        }
    }

    private static void takeLeft(BpfCalls calls, Path folder, CountKeeper keeper) throws IOException {
        Path pin = folder.resolve(COUNTS);
        if (Files.exists(pin)) {
            try (CountMap left = CountMap.open(calls, pin)) {
                requireOwn(left.header().purpose(), pin, keeper);
                endLinks(calls, folder);
                handOver(left, keeper);
            }
            Files.delete(pin);
        }
        endLinks(calls, folder);
    }

    private static void handOver(CountMap left, CountKeeper keeper) throws IOException {
        MapHeader.Purpose purpose = left.header().purpose();
        if (purpose.bootId().equals(BootId.read())) {
            long[] counts = new long[KernelCounts.CELLS];
            left.read(counts);
            keeper.recover(left.header().kept(), purpose.meaning(), counts);
        }
    }

    private static void requireOwn(MapHeader.Purpose purpose, Path pin, CountKeeper keeper) throws IOException {
        if (purpose == null || !purpose.node().equals(keeper.node())) {
            throw new IOException(pin + " holds no counts of this version of junretsu; look what it is, and remove it");
        }
        long owner = purpose.process();
        boolean isAlive = owner != ProcessHandle.current().pid()
                && purpose.bootId().equals(BootId.read())
                && StartTicks.of(owner) == purpose.startTicks();
        if (isAlive) {
            throw new IOException("process " + owner + " counts the event '" + purpose.event()
                    + "' for the same node: the data directory is a copy of that server's; give another one");
        }
    }

    /** Ends all that can be ended, and throws the first failure behind the last; no program runs any more then. */
    private static void endLinks(BpfCalls calls, Path folder) throws IOException {
        IOException failure = null;
        for (Path pin : links(folder)) {
            try {
                endLink(calls, pin);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        calls.awaitPrograms();
        if (failure != null) {
            throw failure;
        }
    }

    static void endLink(BpfCalls calls, Path pin) throws IOException {
        int link = calls.open(pin);
        try {
            calls.detach(link);
        } finally {
            calls.close(link);
        }
        Files.deleteIfExists(pin);
    }

    /** Begins to count at interfaces. To be called once. */
    public Interfaces count(List<String> names, InetSocketAddress address) throws IOException {
        Interfaces begun = new Interfaces(calls, map, folder, address);
        try {
            begun.attach(names);
        } catch (IOException e) {
            endLinks(calls, folder);
            throw e;
        }
        interfaces = begun;
        return begun;
    }

    /** Ends what was begun at interfaces; what comes from here on reaches the sockets. */
    public void endInterfaces() throws IOException {
        endLinks(calls, folder);
    }

    /** Returns when no program that has been detached, or whose socket was closed, counts any more. */
    public void awaitPrograms() {
        calls.awaitPrograms();
    }

    /** Ends what a start has begun that failed: hands over what was counted meanwhile, and forgets it. */
    public void giveUp(CountKeeper keeper) throws IOException {
        endLinks(calls, folder);
        handOver(map, keeper);
        close();
    }

    @Override
    public void tend() throws IOException {
        if (interfaces != null) {
            interfaces.tend();
        }
    }

    @Override
    public List<String> remarks() {
        return interfaces == null ? List.of() : interfaces.remarks();
    }

    private static List<Path> links(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> pins = Files.list(folder)) {
            return pins.filter(pin -> pin.getFileName().toString().startsWith(LINK))
                    .toList();
        }
    }

    /**
     * Loads the socket filter that counts here.
     *
     * @return its descriptor
     */
    public int loadFilter() throws IOException {
        return loadFilter(calls, map);
    }

    /** Tries whether the kernel takes the map and the XDP program. */
    public static void probeXdp(BpfCalls calls) throws IOException {
        try (CountMap map = CountMap.make(calls)) {
            calls.close(calls.load(XdpProgram.assemble(map, new byte[6], 1)));
        }
    }

    /** Tries whether the kernel takes the map and the filter. */
    public static void probe(BpfCalls calls) throws IOException {
        try (CountMap map = CountMap.make(calls)) {
            calls.close(loadFilter(calls, map));
        }
    }

    private static int loadFilter(BpfCalls calls, CountMap map) throws IOException {
        try {
            return calls.load(FilterProgram.assemble(map.descriptor(), true));
        } catch (RejectedProgram e) {
            if (!e.getMessage().contains(UNKNOWN_FUNCTION)) {
                throw e;
            }
            return calls.load(FilterProgram.assemble(map.descriptor(), false));
        }
    }

    @Override
    public void read(long[] cells) {
        map.read(cells);
    }

    @Override
    public long[] kept() {
        return kept.clone();
    }

    /** The packets counted so far. Any thread may call. */
    public long packets() {
        return map.packets();
    }

    /** Ends the programs and forgets the counts; they can be read on. */
    @Override
    public void close() throws IOException {
        endLinks(calls, folder);
        Files.deleteIfExists(folder.resolve(COUNTS));
        Files.deleteIfExists(folder);
        map.close();
    }
}
