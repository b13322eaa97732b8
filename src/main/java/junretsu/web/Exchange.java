package junretsu.web;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Callback;

/**
 * A request and its one answer. It may be answered by any thread, at any time within {@link WebLimits#answerNanos}. The
 * socket is written by the thread that answers, which does not wait for a slow reader.
 */
public final class Exchange {
    /** So that a slow reader pins no large copy outside of the heap, and is judged by what it takes of this. */
    private static final int SLICE_BYTES = 128 << 10;

    /** The thing that an exchange waits for. */
    private enum Phase {
        BODY,
        ANSWER,
        READER,
        NOTHING
    }

    private final org.eclipse.jetty.server.Request in;
    private final org.eclipse.jetty.server.Response out;
    private final Callback callback;
    private final WebConnection connection;
    final RouteHandler handler;
    private final AtomicBoolean isAnswered = new AtomicBoolean();
    private final AtomicBoolean isEnded = new AtomicBoolean();
    private Route route;
    private Request request;
    private volatile boolean hasUnreadBody;
    private final EndActions endActions = new EndActions();

    /** Written before the phase, and read after it. */
    private volatile long dueNanos;

    private volatile Phase phase = Phase.NOTHING;

    Exchange(
            org.eclipse.jetty.server.Request in,
            org.eclipse.jetty.server.Response out,
            Callback callback,
            RouteHandler handler) {
        this.in = in;
        this.out = out;
        this.callback = callback;
        this.handler = handler;
        connection = (WebConnection) in.getConnectionMetaData();
        hasUnreadBody = in.getLength() > 0 || in.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    /**
     * Calls an action that answers several exchanges. Their connections are read from again once it is over: by then
     * most clients have sent their next request, and one other thread is woken for all of them.
     */
    public static void together(Runnable answers) {
        ReadOn.together(answers);
    }

    public Request request() {
        return request;
    }

    /**
     * Answers the request; the body of the request must not be used any more. Until then it stays, also when this comes
     * too late.
     *
     * @return false when it has been answered before, also by the server itself because it took too long
     */
    public boolean respond(Response response) {
        handler.giveBack(request);
        if (!isAnswered.compareAndSet(false, true)) {
            return false;
        }
        answer(response);
        return true;
    }

    private void answer(Response response) {
        try {
            handler.noteRefusal(this, response);
            send(modified(response.rendered(handler.errorForm(connection.target()))));
        } catch (RuntimeException | Error e) {
            record(e);
            end(e);
        }
    }

    /** Returns true when a page of another server made the browser send this request, whatever its method. */
    boolean isFromForeignPage() {
        return handler.isFromForeignPage(in.getHeaders());
    }

    /** Begins the answer that makes the connection another protocol's; false when the request has been answered. */
    boolean beginUpgrade() {
        await(Phase.READER, handler.limits().silenceNanos());
        return isAnswered.compareAndSet(false, true);
    }

    /** Answers with what went wrong: the sender's fault, the server's end, or else its fault, which is recorded. */
    public void fail(Throwable cause) {
        if (cause instanceof CompletionException && cause.getCause() != null) {
            fail(cause.getCause());
        } else if (cause instanceof BadRequest bad) {
            respond(Response.problem(400, bad.field(), bad.getMessage()));
        } else if (cause instanceof HttpException http) {
            respond(Response.problem(http.getCode(), "this is no proper HTTP request"));
        } else if (cause instanceof RejectedExecutionException) {
            respond(Response.problem(503, "the server is about to end").retryAfter(1));
        } else {
            record(cause);
            respond(Response.problem(500, "the server failed to answer; its log says why"));
        }
    }

    /** Answers 503 and records the cause, a sentence that is the same each time. */
    public void unavailable(String cause, int retryAfterSeconds) {
        respond(handler.limited(route, cause, retryAfterSeconds));
    }

    /**
     * Takes a place for as long as the answer is under way; to be called before {@link #respond}.
     *
     * @return false when there is none, which has been answered
     */
    public boolean enter(StreamPlaces places) {
        return places.admit(this);
    }

    /** Takes a place as {@link #enter} does, or answers nothing and returns false when there is none. */
    public boolean tryEnter(StreamPlaces places) {
        return places.take(this) == StreamPlaces.Entry.TAKEN;
    }

    /** To be called before anything but {@link #fail} and {@link #respond}. */
    void begin(Route found, Request asked) {
        route = found;
        request = asked;
    }

    Route route() {
        return route;
    }

    org.eclipse.jetty.server.Request in() {
        return in;
    }

    org.eclipse.jetty.server.Response out() {
        return out;
    }

    boolean hasUnreadBody() {
        return hasUnreadBody;
    }

    /** Gives the sender of the body so long for the next part of it. */
    void awaitBody(long nanos) {
        await(Phase.BODY, nanos);
    }

    void bodyIsRead() {
        hasUnreadBody = false;
    }

    /** Gives the endpoint so long for its answer, whatever the connection's own limits are. */
    void awaitAnswer(long nanos) {
        in.addIdleTimeoutListener(timeout -> false);
        await(Phase.ANSWER, nanos);
    }

    /** @param action called once, perhaps now: when the reader has the answer or is gone, after those given before */
    public void atEnd(Runnable action) {
        endActions.add(action);
    }

    /**
     * Asks to be told, once, when the client closes its side of the connection before it has the answer, though it may
     * still read one; not of a client that has sent its next request. To be called once. The action is called by
     * another thread, which it must not block.
     */
    public void whenLeft(Runnable action) {
        connection.watch(this, action);
    }

    boolean hasEnded() {
        return isEnded.get();
    }

    /** Ends the exchange without an answer, since there is nobody who would get it. */
    void abandon(Throwable cause) {
        if (isAnswered.compareAndSet(false, true)) {
            handler.giveBack(request);
            end(cause);
        }
    }

    void record(Throwable cause) {
        handler.record("answering " + (route == null ? "a request" : route.path()), cause);
    }

    /** Ends what has taken too long: the server's own delay by an answer, the other end's by closing the connection. */
    void expire(long nowNanos) {
        Phase seen = phase;
        if (seen == Phase.NOTHING || nowNanos - dueNanos < 0) {
            return;
        }
        if (seen != Phase.ANSWER) {
            connection.cut();
        } else if (isAnswered.compareAndSet(false, true)) {
            answer(handler.limited(route, "the answer took too long", 1));
        }
    }

    private void await(Phase next, long nanos) {
        dueNanos = System.nanoTime() + nanos;
        phase = next;
    }

    private Response modified(Response response) {
        boolean isLook = in.getMethod().equals("GET") || isHead();
        return isLook ? response.unlessKnown(in.getHeaders().get(HttpHeader.IF_NONE_MATCH)) : response;
    }

    private boolean isHead() {
        return in.getMethod().equals("HEAD");
    }

    private void send(Response response) {
        HttpFields.Mutable headers = out.getHeaders();
        RouteHandler.addDefaults(headers);
        for (Response.Header header : response.headers()) {
            if (header.name().equalsIgnoreCase("Set-Cookie")) {
                headers.add(header.name(), header.value());
            } else {
                headers.put(header.name(), header.value());
            }
        }
        if (hasUnreadBody) {
            headers.put(HttpHeader.CONNECTION, "close");
        }
        out.setStatus(response.status());
        ByteBuffer body = ByteBuffer.wrap(response.body());
        if (response.stream() != null && !isHead()) {
            response.stream().accept(new BodySink(this));
        } else if (response.stream() != null || response.status() == 304 || response.status() == 204) {
            write(true, ByteBuffer.allocate(0), failure -> {});
        } else {
            headers.put(HttpHeader.CONTENT_LENGTH, body.remaining());
            sendSlices(isHead() ? body.limit(0) : body);
        }
    }

    private void sendSlices(ByteBuffer body) {
        int length = Math.min(SLICE_BYTES, body.remaining());
        ByteBuffer slice = body.slice(body.position(), length);
        body.position(body.position() + length);
        write(!body.hasRemaining(), slice, failure -> {
            if (failure == null && body.hasRemaining()) {
                sendSlices(body);
            }
        });
    }

    /** Sends a part of the body; the last one ends the exchange. */
    void write(boolean isLast, ByteBuffer bytes, Consumer<Throwable> done) {
        long takingNanos = TimeUnit.SECONDS.toNanos(1)
                * bytes.remaining()
                / handler.limits().rateMin();
        await(Phase.READER, handler.limits().silenceNanos() + takingNanos);
        Callback whenWritten = new Callback() {
            @Override
            public void succeeded() {
                phase = Phase.NOTHING;
                if (isLast && hasUnreadBody) {
                    await(Phase.BODY, handler.limits().silenceNanos());
                    new Linger(Exchange.this).run();
                } else if (isLast) {
                    end(null);
                }
                done.accept(null);
            }

            @Override
            public void failed(Throwable cause) {
                end(cause);
                done.accept(cause);
            }

            @Override
            public InvocationType getInvocationType() {
                return InvocationType.NON_BLOCKING;
            }
        };
        if (isLast) {
            connection.calm(this);
        }
        try {
            out.write(isLast, bytes, whenWritten);
        } catch (RuntimeException e) {
            whenWritten.failed(e);
        }
    }

    /** @param failure for which the connection is closed; null when the answer is whole */
    void end(Throwable failure) {
        if (!isEnded.compareAndSet(false, true)) {
            return;
        }
        phase = Phase.NOTHING;
        connection.leave(this, failure == null);
        endActions.run();
        if (failure == null) {
            callback.succeeded();
        } else {
            callback.failed(failure);
        }
    }
}
