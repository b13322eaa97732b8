package junretsu.web;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content.Chunk;

/**
 * Reads a request's body as it comes. Into an array of the announced length while memory is ample, and else into one
 * that grows with what has come, since announcing costs nothing. A large one is handed over part by part where the
 * endpoint takes that.
 */
final class BodyReader implements Runnable {
    /**
     * To be sent within the connection's silence limit, again and again; so a body takes an array for minutes at most.
     */
    private static final int PROGRESS_BYTES = 64 << 10;

    /** The array of a body that is taken in parts, as long as what the endpoint leaves of a part is less than half. */
    static final int PART_BYTES = 256 << 10;

    private final Exchange exchange;
    private final RouteHandler handler;
    private final int bytesMax;
    private byte[] array;
    private int length;
    private int sinceProgress;

    /** Null while the body is not taken in parts. */
    private BodyTaker taker;

    private boolean hasAskedForTaker;
    private int handedOver;

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
        } catch (Exception | Error e) {
            giveBack();
            exchange.fail(e);
        }
    }

    private void finish() throws Exception {
        exchange.bodyIsRead();
        if (taker != null) {
            exchange.awaitAnswer(handler.limits().answerNanos());
            BodyTaker last = taker;
            taker = null;
            try {
                last.finish(array, length);
            } finally {
                giveBack();
            }
            return;
        }
        exchange.request().body(array == null ? Body.EMPTY : new Body(array, length));
        array = null;
        handler.answer(exchange);
    }

    /** Returns false when the exchange has been answered instead. */
    private boolean take(ByteBuffer bytes) {
        if (handedOver + length + bytes.remaining() > bytesMax) {
            giveBack();
            exchange.respond(tooLarge(bytesMax));
            return false;
        }
        sinceProgress += bytes.remaining();
        while (bytes.hasRemaining()) {
            if (!hasRoom(bytes.remaining())) {
                return false;
            }
            int next = Math.min(bytes.remaining(), array.length - length);
            bytes.get(array, length, next);
            length += next;
        }
        if (sinceProgress >= PROGRESS_BYTES) {
            sinceProgress = 0;
            exchange.awaitBody(handler.limits().silenceNanos());
        }
        return true;
    }

    /** Makes room for all of so many bytes, or for some if they are taken in parts. Returns false when it answered. */
    private boolean hasRoom(int more) {
        if (array != null && length + more <= array.length) {
            return true;
        }
        long announced = exchange.in().getLength();
        int wanted = length + more;
        if (!hasAskedForTaker && Math.max(announced, wanted) > PART_BYTES) {
            hasAskedForTaker = true;
            taker = exchange.route().endpoint().inParts(exchange);
        }
        if (taker == null) {
            boolean isTrusted = announced > wanted && handler.bodies().isAmple(announced);
            return grow(isTrusted ? announced : wanted);
        }
        if (array == null || array.length < PART_BYTES) {
            return grow(PART_BYTES);
        }
        return length < array.length || handOver();
    }

    private boolean handOver() {
        int taken = taker.take(array, length);
        if (taken < 0) {
            taker = null;
            giveBack();
            return false;
        }
        System.arraycopy(array, taken, array, 0, length - taken);
        length -= taken;
        handedOver += taken;
        return length <= array.length / 2 || array.length >= bytesMax || grow(2L * array.length);
    }

    private boolean grow(long bytes) {
        byte[] larger = handler.bodies().take(BodyPool.size(bytes, bytesMax));
        if (larger == null) {
            giveBack();
            exchange.unavailable("the memory for request bodies is in use", 1);
            return false;
        }
        if (array != null) {
            System.arraycopy(array, 0, larger, 0, length);
            handler.bodies().giveBack(array);
        }
        array = larger;
        return true;
    }

    private void giveBack() {
        if (array != null) {
            handler.bodies().giveBack(array);
            array = null;
        }
        if (taker != null) {
            taker.discard();
            taker = null;
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
