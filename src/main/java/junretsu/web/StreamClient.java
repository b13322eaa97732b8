package junretsu.web;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One reader of an {@link EventStream}, with at most one write under way. */
final class StreamClient implements Callback {
    private final Response response;
    private final Callback whenDone;
    private final Consumer<StreamClient> leave;

    /** Set by whoever begins a write, cleared by Jetty's thread that ends it. */
    private volatile boolean isWriting = true;

    StreamClient(Response response, Callback whenDone, Consumer<StreamClient> leave) {
        this.response = response;
        this.whenDone = whenDone;
        this.leave = leave;
    }

    /** To be called once: no frame is taken until this has been sent. */
    void begin(ByteBuffer preamble) {
        response.write(false, preamble, this);
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
        response.write(false, frame, this);
        return true;
    }

    @Override
    public void succeeded() {
        isWriting = false;
    }

    /** The client went, or has read nothing for the connection's idle time. */
    @Override
    public void failed(Throwable cause) {
        leave.accept(this);
        whenDone.failed(cause);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
