package junretsu.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import junretsu.load.page.Quantity;

/**
 * The likely causes of a loss of datagrams, each with what helps. It names what a count proves and says so where none
 * does.
 *
 * @param missing datagrams or things in them that were sent and not counted
 * @param noun what they are
 * @param droppedPackets that the server's sockets lost, as it says itself
 * @param kernel drops of this machine's kernel meanwhile; null when the server is another machine, or they are unknown
 * @param isHere whether the server is on this machine
 * @param isKeptUp whether the generator did what it was asked
 * @param slipSeconds p99 of its lag; NaN for a load without a schedule
 */
public record LossCauses(
        long missing,
        String noun,
        long droppedPackets,
        KernelDrops kernel,
        boolean isHere,
        boolean isKeptUp,
        double slipSeconds) {
    private static final long BUFFER = 64L << 20;
    private static final String MORE_BUFFER = "sysctl -w net.core.rmem_max=" + BUFFER;

    /** Sentences with the command that helps; empty when nothing is missing and the generator kept up. */
    public List<String> sentences() {
        List<String> causes = new ArrayList<>();
        if (missing > 0) {
            addBuffer(causes);
            addBacklog(causes);
            if (causes.isEmpty()) {
                causes.add(unknown());
            }
        }
        if (!isKeptUp) {
            causes.add("the generator did not keep up"
                    + (Double.isFinite(slipSeconds) ? " (slip p99 " + Quantity.TIME.text(slipSeconds) + ")" : "")
                    + ": the rate is its own limit, not the server's; give it more --threads or a lower --rate, or send"
                    + " from another machine");
        }
        return causes;
    }

    private void addBuffer(List<String> causes) {
        if (droppedPackets > 0) {
            boolean isSmall = kernel == null || kernel.bufferMax() < BUFFER;
            causes.add(String.format(
                    Locale.ROOT,
                    "the server's receive buffer was full: its kernel dropped %,d packets; serve with --rcvbuf 64MiB or"
                            + " more --threads%s",
                    droppedPackets,
                    isSmall ? ", after '" + MORE_BUFFER + "' there" : ""));
        } else if (isHere && kernel != null && kernel.buffer() > 0) {
            causes.add(String.format(
                    Locale.ROOT,
                    "this machine's kernel dropped %,d packets at full receive buffers, of which the server counts"
                            + " none; serve with --rcvbuf 64MiB, after '%s'",
                    kernel.buffer(),
                    MORE_BUFFER));
        }
    }

    private void addBacklog(List<String> causes) {
        if (isHere && kernel != null && kernel.backlog() > 0) {
            causes.add(String.format(
                    Locale.ROOT,
                    "a core's queue of packets was full before any socket (softnet): this machine's kernel dropped %,d"
                            + " packets; 'sysctl -w net.core.netdev_max_backlog=10000'",
                    kernel.backlog()));
        }
    }

    private String unknown() {
        if (isHere) {
            return String.format(
                    Locale.ROOT,
                    "unknown: %,d %s are missing, and %s",
                    missing,
                    noun,
                    kernel == null
                            ? "this system does not say what its kernel dropped"
                            : "neither the server's sockets nor this machine's kernel counted a drop; compare"
                                    + " 'nstat -az' before and after");
        }
        return String.format(
                Locale.ROOT,
                "lost between: %,d %s left this machine, and the server's sockets saw no drop; where is unknown from"
                        + " here: on the server see 'nstat -az UdpInErrors UdpRcvbufErrors', 'ethtool -S DEVICE' and"
                        + " the second column of /proc/net/softnet_stat",
                missing,
                noun);
    }
}
