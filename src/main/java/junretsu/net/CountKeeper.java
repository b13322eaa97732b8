package junretsu.net;

import java.io.IOException;

/** The place where the kernel's own counts are kept for good. Its methods are called while a group is bound. */
public interface CountKeeper {

    /** The name of the place, 32 hexadecimal digits; what an earlier process left for the same name comes here. */
    String node();

    /** The event that is counted, for people. */
    String event();

    /** The sense of the counts to this keeper, such as how many of the values are valid. */
    int meaning();

    /** The process that counts for the same node until it has handed over; 0 when there is none. */
    long predecessor();

    /** The cells that are kept at this moment, to which new counts are going to be added; at most 272. */
    long[] kept();

    /**
     * Takes the counts that an earlier process left behind, which may have kept a part of them already. May be called
     * again with the same.
     *
     * @param kept what {@link #kept} was when they began
     * @param meaning what {@link #meaning} was then
     * @param counts cells as in {@link KernelCounts}
     * @throws IOException when they could not be kept
     */
    void recover(long[] kept, int meaning, long[] counts) throws IOException;
}
