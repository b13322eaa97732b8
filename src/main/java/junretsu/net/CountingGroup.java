package junretsu.net;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * A group for which the kernel counts. What reaches the receivers was not counted, and what was counted reaches no
 * receiver. After {@link #close} nothing is counted any more, and the counts can be read until {@link Counting#close}.
 */
public interface CountingGroup extends ReceiverGroup {

    /**
     * Reads what was dropped before it reached a program or a socket, since the group was bound, or
     * since {@link #restartPathDrops}; {@link PathDrops.Counts#NONE} where nobody watches. Any thread may call.
     */
    PathDrops.Counts pathDrops() throws IOException;

    /** Lets {@link #pathDrops} begin at 0 again: what came before is in another process's counts. */
    void restartPathDrops() throws IOException;

    /** The counts, which outlive the sockets and, when it is killed, the process. */
    Counting counting();

    /** The counts in the kernel. Closing forgets them: to be done when the keeper has them all. */
    interface Counting extends Closeable {

        /**
         * Reads what was counted since the group was bound. Any thread may call.
         *
         * @param cells as in {@link KernelCounts}
         */
        void read(long[] cells);

        /**
         * Looks after what the counting depends on, such as the machine's addresses. To be called often by one thread.
         *
         * @throws IOException when a part of it has ended and could not be begun again
         */
        void tend() throws IOException;

        /** Sentences for whoever started it, such as that a slower way is used; empty when all is well. */
        List<String> remarks();

        /** Leaves the counts to the process that has taken them over: closing ends nothing and forgets nothing then. */
        void handOn();

        /**
         * Gives the counts back to a process that runs and had them before this one; closing ends nothing then.
         *
         * @return false when there is no such process
         */
        boolean giveBack();

        /** Takes the counts back from a process that was to take them over and has ended. */
        void reclaim();

        /** The cells that the keeper had then, to which these are to be added. */
        long[] kept();
    }
}
