package junretsu.votes;

/**
 * The wire format. A datagram of n bytes is n votes; each byte is a button:
 *
 * <pre>
 *   UDP payload   | button | button | button | ...     n bytes = n votes, no header, no reply
 * </pre>
 *
 * A datagram of 0 bytes is counted as empty and is no vote. A button that the event does not have is counted as
 * rejected.
 */
public final class VoteWire {
    /** As many as a byte can name. */
    public static final int BUTTONS = 256;

    /** The port at which a server listens and to which a blaster sends by default. */
    public static final int DEFAULT_PORT = 9999;

    /** The HTTP path of the counts. */
    public static final String COUNTS_PATH = "/api/counts";

    private VoteWire() {}
}
