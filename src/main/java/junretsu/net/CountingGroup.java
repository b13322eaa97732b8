package junretsu.net;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

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

        /**
         * Looks after what the counting depends on, such as the machine's addresses. To be called often by one thread.
         *
         * @throws IOException when a part of it has ended and could not be begun again
         */
        void tend() throws IOException;

        /** Sentences for whoever started it, such as that a slower way is used; empty when all is well. */
        List<String> remarks();

        /** The cells that the keeper had then, to which these are to be added. */
        long[] kept();
    }
}
