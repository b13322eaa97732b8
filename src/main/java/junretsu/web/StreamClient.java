package junretsu.web;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** One reader of an {@link EventStream}, with at most one write under way. */
final class StreamClient {
    private final BodySink sink;
    private final Consumer<StreamClient> leave;

    /** Set by the thread that begins a write, cleared by the thread that ends it. */
    private volatile boolean isWriting = true;

    StreamClient(BodySink sink, Consumer<StreamClient> leave) {
        this.sink = sink;
        this.leave = leave;
    }

    /** To be called once: no frame is taken until this has been sent. */
    void begin(ByteBuffer preamble) {
        sink.write(preamble, this::written);
    }

    /**
     * Sends a frame without waiting for it to be sent. For the stream's thread alone.
     *
     * @return false when an earlier frame is still on its way
     */
    boolean offer(ByteBuffer frame) {
        if (isWriting) {
            return false;
        }
        isWriting = true;
        sink.write(frame, this::written);
        return true;
    }

    /** @param failure when the client went, or has read nothing for the connection's silence limit */
    private void written(Throwable failure) {
        if (failure == null) {
            isWriting = false;
        } else {
            leave.accept(this);
        }
    }
}
