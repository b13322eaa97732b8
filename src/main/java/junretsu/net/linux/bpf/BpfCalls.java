package junretsu.net.linux.bpf;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The commands of bpf(2) that are used here. Descriptors are plain numbers, which the caller closes. Any thread may
 * call. Every method throws an IOException with the kernel's reason when it is refused.
 */
public interface BpfCalls {

    /**
     * Makes a map.
     *
     * @param type of {@code enum bpf_map_type}, linux/bpf.h
     * @param flags as {@code BPF_F_MMAPABLE}
     * @return its descriptor
     */
    int createMap(int type, int keyBytes, int valueBytes, int entries, int flags, String name) throws IOException;

    /** Maps the values of an array into memory, for reading and writing, until they are closed. */
    MappedValues values(int map, long bytes) throws IOException;

    /**
     * Loads a program, which the kernel's verifier walks through first.
     *
     * @return its descriptor
     * @throws RejectedProgram with the verifier's log
     */
    int load(LoadedProgram program) throws IOException;

    /** Gives an object a name below a mounted bpffs, where it outlives the process. */
    void pin(int descriptor, Path path) throws IOException;

    /** Opens an object by its name in bpffs; returns its descriptor. */
    int open(Path path) throws IOException;

    /**
     * Attaches an XDP program to an interface, until its descriptor and its pin are gone.
     *
     * @param isNative in the driver, before the kernel has made a packet of it; otherwise by the slower generic way
     * @return the link's descriptor
     */
    int attach(int program, int interfaceIndex, boolean isNative) throws IOException;

    /**
     * Puts another program in the place of a link's, so that each packet meets one of the two.
     *
     * @throws RefusedCommand also when the interface is gone
     */
    void update(int link, int program) throws IOException;

    /** Ends a link; returns when no packet will be handed to the program any more. */
    void detach(int link) throws IOException;

    /** Returns when each run of a program that has begun before is over. */
    void awaitPrograms();

    /** Sets a filter on a socket. */
    void attachToSocket(int program, int socket) throws IOException;

    /**
     * Runs a program once on a packet of this process, BPF_PROG_TEST_RUN.
     *
     * @param packet Ethernet's header first
     * @return what the program returned
     */
    int run(int program, byte[] packet) throws IOException;

    /**
     * Lets the kernel make frames and run an XDP program on each, as often as it is told (BPF_F_TEST_XDP_LIVE_FRAMES).
     *
     * <p>Returns when all have been made.
     */
    void runLive(int program, byte[] frame, int times, int batch) throws IOException;

    void close(int descriptor);
}
