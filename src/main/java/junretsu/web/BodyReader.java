package junretsu.web;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content.Chunk;

/**
 * Reads a request's body as it comes. Into an array of the announced length while memory is ample, and else into one
 * that grows with what has come, since announcing costs nothing.
 */
final class BodyReader implements Runnable {
    /**
     * To be sent within the connection's silence limit, again and again; so a body takes an array for minutes at most.
     */
    private static final int PROGRESS_BYTES = 64 << 10;

    private final Exchange exchange;
    private final RouteHandler handler;
    private final int bytesMax;
    private byte[] array;
    private int length;
    private int sinceProgress;

    BodyReader(Exchange exchange, RouteHandler handler) {
        this.exchange = exchange;
        this.handler = handler;
        bytesMax = exchange.route().bodyMax();
    }

    /** Reads what is there; called again when there is more. */
    @Override
    public void run() {
        try {
            while (true) {
                Chunk chunk = exchange.in().read();
                if (chunk == null) {
                    exchange.in().demand(this);
                    return;
                }
                if (Chunk.isFailure(chunk)) {
                    fail(chunk.getFailure());
                    return;
                }
                boolean isTaken = take(chunk.getByteBuffer());
                boolean isLast = chunk.isLast();
                chunk.release();
                if (!isTaken) {
                    return;
                }
                if (isLast) {
                    finish();
                    return;
                }
            }
        } catch (RuntimeException | Error e) {
            giveBack();
            exchange.fail(e);
        }
    }

    private void finish() {
        exchange.request().body(array == null ? Body.EMPTY : new Body(array, length));
        array = null;
        exchange.bodyIsRead();
        handler.answer(exchange);
    }

    /** Returns false when the exchange has been answered instead. */
    private boolean take(ByteBuffer bytes) {
        int more = bytes.remaining();
        if (length + more > bytesMax) {
            giveBack();
            exchange.respond(tooLarge(bytesMax));
            return false;
        }
        if (more > 0 && !hasRoom(length + more)) {
            giveBack();
            exchange.unavailable("the memory for request bodies is in use", 1);
            return false;
        }
        if (more > 0) {
            bytes.get(array, length, more);
            length += more;
            sinceProgress += more;
        }
        if (sinceProgress >= PROGRESS_BYTES) {
            sinceProgress = 0;
            exchange.awaitBody(handler.limits().silenceNanos());
        }
        return true;
    }

    private boolean hasRoom(int wanted) {
        if (array != null && wanted <= array.length) {
            return true;
        }
        long announced = exchange.in().getLength();
        boolean isTrusted = announced > wanted && handler.bodies().isAmple(announced);
        byte[] larger = handler.bodies().take(BodyPool.size(isTrusted ? announced : wanted, bytesMax));
        if (larger != null && array != null) {
            System.arraycopy(array, 0, larger, 0, length);
            handler.bodies().giveBack(array);
        }
        array = larger == null ? array : larger;
        return larger != null;
    }

    private void giveBack() {
        if (array != null) {
            handler.bodies().giveBack(array);
            array = null;
        }
    }

    private void fail(Throwable cause) {
        giveBack();
        if (cause instanceof TimeoutException) {
            exchange.respond(Response.problem(408, "the body did not come in time"));
        } else if (cause instanceof HttpException) {
            exchange.fail(cause);
        } else {
            exchange.abandon(cause);
        }
    }

    static Response tooLarge(int bytesMax) {
        return Response.problem(413, "at most " + bytesMax + " bytes are taken");
    }
}
