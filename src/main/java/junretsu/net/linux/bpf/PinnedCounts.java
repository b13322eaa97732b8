package junretsu.net.linux.bpf;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import junretsu.base.BootId;
import junretsu.base.Opened;
import junretsu.net.CountKeeper;
import junretsu.net.CountingGroup;
import junretsu.net.KernelCounts;
import junretsu.net.SourceLimit;

/**
 * The kernel's counts for one keeper. They have a name in bpffs, so that they outlive a process that is killed:
 *
 * <pre>
 *   /sys/fs/bpf/junretsu/NODE/counts     the {@link CountMap}
 *                             xdp-IF     the link of the program on each interface
 * </pre>
 *
 * A start goes on with what it finds there: it becomes the owner of the map, and puts its programs in the place of
 * those that are attached, so that the kernel counts without a gap. Where that is not possible, since the counts have
 * another meaning, the links are ended, the counts handed to the keeper, their name removed, and only then new ones
 * made. So there is one map at a time, and each vote is in it once; handing over the same counts again changes nothing.
 * For one thread at a time, but for {@link #read}.
 */
public final class PinnedCounts implements CountingGroup.Counting {
    static final String FOLDER = "junretsu";
    static final String COUNTS = "counts";

    private final BpfCalls calls;
    private final Path folder;
    private final CountingPrograms programs;
    private final CountMap map;
    private final long[] kept;
    private final MapHeader.Purpose before;
    private final int generation;
    private final long filteredBefore;
    private Interfaces interfaces;

    /** True when the programs and the counts are no business of this process any more. */
    private volatile boolean isLetGo;

    /** @param before of counts that go on; null for new ones */
    private PinnedCounts(BpfCalls calls, Path folder, CountingPrograms programs, MapHeader.Purpose before) {
        this.calls = calls;
        this.folder = folder;
        this.programs = programs;
        this.before = before;
        map = programs.map();
        kept = map.header().kept();
        generation = map.header().generation();
        filteredBefore = map.filtered(generation);
    }

    /**
     * Goes on with the counts that were left, or takes them over and makes new ones of zeros.
     *
     * @param limit of each source; null for none
     * @throws IOException with a sentence for the user
     */
    public static PinnedCounts begin(BpfCalls calls, Path bpffs, SourceLimit limit, CountKeeper keeper)
            throws IOException {
        requireUsable(bpffs);
        Path folder = place(bpffs, keeper.node()).getParent();
        Files.createDirectories(folder);
        PinnedCounts left = takeLeft(calls, folder, limit, keeper);
        return left == null ? make(calls, folder, limit, keeper) : left;
    }

    private static PinnedCounts make(BpfCalls calls, Path folder, SourceLimit limit, CountKeeper keeper)
            throws IOException {
        CountingPrograms programs = CountingPrograms.make(calls, limit);
        try {
            long self = ProcessHandle.current().pid();
            MapHeader.Purpose purpose = new MapHeader.Purpose(
                    keeper.meaning(), self, StartTicks.of(self), BootId.read(), keeper.node(), keeper.event());
            programs.map().header().write(purpose, keeper.kept());
            calls.pin(programs.map().descriptor(), folder.resolve(COUNTS));
            return new PinnedCounts(calls, folder, programs, null);
        } catch (IOException e) {
            programs.close();
            throw e;
        }
    }

    /** @throws IOException when there is no bpffs that this user may write, with the command that helps */
    public static void requireUsable(Path bpffs) throws IOException {
        if (!Files.isDirectory(bpffs) || !Files.getFileStore(bpffs).type().equals("bpf")) {
            throw new IOException("no bpffs at " + bpffs + ", where counts outlive the process; make one with 'mount -t"
                    + " bpf bpf " + bpffs + "'");
        }
        Path folder = bpffs.resolve(FOLDER);
        boolean isOwn = Files.isWritable(Files.exists(folder) ? folder : bpffs);
        if (!isOwn) {
            throw new IOException("this user may not make names in " + bpffs + "; see deploy/README.md");
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

    /** Returns null when what was left cannot go on, and was handed over. */
    private static PinnedCounts takeLeft(BpfCalls calls, Path folder, SourceLimit limit, CountKeeper keeper)
            throws IOException {
        Path pin = folder.resolve(COUNTS);
        if (Files.exists(pin)) {
            CountMap left = CountMap.open(calls, pin);
            try (Opened opened = new Opened()) {
                opened.add(left);
                MapHeader.Purpose purpose = left.header().purpose();
                requireOwn(purpose, pin, keeper);
                if (purpose.bootId().equals(BootId.read()) && purpose.meaning() == keeper.meaning()) {
                    PinnedCounts own = goOn(calls, folder, limit, left, purpose);
                    opened.keep();
                    return own;
                }
                requireNobody(purpose, keeper);
                Links.end(calls, folder);
                handOver(left, keeper);
            }
            Files.delete(pin);
        }
        Links.end(calls, folder);
        return null;
    }

    private static PinnedCounts goOn(
            BpfCalls calls, Path folder, SourceLimit limit, CountMap left, MapHeader.Purpose before)
            throws IOException {
        CountingPrograms programs = CountingPrograms.of(calls, left, limit);
        long self = ProcessHandle.current().pid();
        left.header().setOwner(left.header().generation() + 1, self, StartTicks.of(self));
        return new PinnedCounts(calls, folder, programs, before);
    }

    private static void requireNobody(MapHeader.Purpose purpose, CountKeeper keeper) throws IOException {
        if (keeper.predecessor() != 0) {
            throw new IOException("the server before counts in the kernel with " + purpose.meaning()
                    + " --buttons; give the same, or stop it first");
        }
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
        boolean isAlive = !purpose.isSelf()
                && owner != keeper.predecessor()
                && purpose.bootId().equals(BootId.read())
                && purpose.isRunning();
        if (isAlive) {
            throw new IOException("process " + owner + " counts the event '" + purpose.event()
                    + "' for the same node: the data directory is a copy of that server's; give another one");
        }
    }

    /** Begins to count at interfaces, or goes on there, and ends it at others. To be called once. */
    public Interfaces count(List<String> names, InetSocketAddress address) throws IOException {
        Interfaces begun = new Interfaces(calls, programs, folder, address);
        try {
            begun.attach(names);
        } catch (IOException e) {
            if (before == null) {
                Links.end(calls, folder);
            }
            throw e;
        }
        interfaces = begun;
        return begun;
    }

    /**
     * Ends what was begun at interfaces; what comes from here on reaches the sockets. What another process has taken
     * over goes on.
     */
    public void endInterfaces() throws IOException {
        if (!isOthers()) {
            Links.end(calls, folder);
        }
    }

    /** Returns when no program that has been detached, or whose socket was closed, counts any more. */
    public void awaitPrograms() {
        calls.awaitPrograms();
    }

    /**
     * Ends what a start has begun that failed: hands over what was counted meanwhile, and forgets it. Counts that went
     * on do so for the one that had them.
     */
    public void giveUp(CountKeeper keeper) throws IOException {
        if (before != null) {
            giveBack();
            isLetGo = true;
            programs.close();
            return;
        }
        Links.end(calls, folder);
        handOver(map, keeper);
        close();
    }

    @Override
    public void handOn() {
        isLetGo = true;
    }

    @Override
    public boolean giveBack() {
        if (before != null && before.isRunning()) {
            map.header().setOwner(generation - 1, before.process(), before.startTicks());
            isLetGo = true;
        }
        return isLetGo;
    }

    @Override
    public void reclaim() {
        MapHeader.Purpose owner = map.header().purpose();
        if (!isLetGo && !owner.isSelf() && !owner.isRunning()) {
            long self = ProcessHandle.current().pid();
            map.header().setOwner(generation, self, StartTicks.of(self));
        }
    }

    /** Returns true also when the one that has taken the counts over has not said so yet. */
    private boolean isOthers() {
        if (!isLetGo) {
            MapHeader.Purpose owner = map.header().purpose();
            isLetGo = !owner.isSelf() && owner.isRunning();
        }
        return isLetGo;
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

    /**
     * Loads the socket filter that counts here.
     *
     * @return its descriptor
     */
    public int loadFilter() throws IOException {
        return programs.loadFilter();
    }

    @Override
    public void read(long[] cells) {
        map.read(cells);
    }

    @Override
    public long[] kept() {
        return kept.clone();
    }

    /** The packets so far that the filter of this process's sockets took. Any thread may call. */
    public long filtered() {
        return map.filtered(generation) - filteredBefore;
    }

    /** Ends the programs and forgets the counts; they cannot be read any more. */
    @Override
    public void close() throws IOException {
        if (!isOthers()) {
            Links.end(calls, folder);
            Files.deleteIfExists(folder.resolve(COUNTS));
            Files.deleteIfExists(folder);
            isLetGo = true;
        }
        programs.close();
    }
}
