package junretsu.net;

import java.io.Closeable;

/**
 * A group for which the kernel counts. What reaches the receivers was not counted, and what was counted reaches no
 * receiver. After {@link #close} nothing is counted any more, and the counts can be read until {@link Counting#close}.
 */
public interface CountingGroup extends ReceiverGroup {

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

        /** The cells that the keeper had then, to which these are to be added. */
        long[] kept();
    }
}
