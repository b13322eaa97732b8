package junretsu.net.tcp;

/** The counts of one loop over all its connections. Written by its thread, read by any. */
public final class TcpLoopCounts {
    private volatile long bytesIn;
    private volatile long bytesOut;
    private volatile long tooLong;
    private volatile long half;
    private volatile long idle;

    /** Bytes received, as its framing sees them. */
    public long bytesIn() {
        return bytesIn;
    }

    /** Bytes of answers that were written, also those that a connection's end kept from leaving. */
    public long bytesOut() {
        return bytesOut;
    }

    /** Connections that this limit has ended; 0 for those that never came to the loop. */
    public long ended(TcpLimit limit) {
        return switch (limit) {
            case MESSAGE_BYTES -> tooLong;
            case HALF_MESSAGE -> half;
            case IDLE -> idle;
            case CONNECTIONS -> 0;
        };
    }

    void addIn(int bytes) {
        bytesIn = bytesIn + bytes;
    }

    void addOut(int bytes) {
        bytesOut = bytesOut + bytes;
    }

    void addEnded(TcpLimit limit) {
        switch (limit) {
            case MESSAGE_BYTES -> tooLong = tooLong + 1;
            case HALF_MESSAGE -> half = half + 1;
            case IDLE -> idle = idle + 1;
            default -> throw new IllegalArgumentException(limit + " ends no connection of a loop");
        }
    }
}
