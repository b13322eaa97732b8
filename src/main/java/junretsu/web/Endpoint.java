package junretsu.web;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Answers the requests of one route. May be called by any thread, several at once. */
@FunctionalInterface
public interface Endpoint {

    /**
     * Answers at once by {@link Exchange#respond}, or keeps the exchange and answers later from any thread; nothing
     * waits meanwhile. The request's body has been read. What is thrown becomes the answer, as in
     * {@link Exchange#fail}.
     */
    void answer(Exchange exchange) throws Exception;

    /**
     * Begins with a body of more than {@link BodyReader#PART_BYTES}, of which nothing has been taken yet.
     *
     * @return null to have it whole, by {@link #answer}
     */
    default BodyTaker inParts(Exchange exchange) {
        return null;
    }

    /** An endpoint that answers in the calling thread. */
    static Endpoint of(Function<Request, Response> view) {
        return exchange -> exchange.respond(view.apply(exchange.request()));
    }

    /** An endpoint that answers when the stage completes, in the thread that completes it. */
    static Endpoint later(Function<Request, CompletionStage<Response>> view) {
        return exchange -> view.apply(exchange.request()).whenComplete((response, failure) -> {
            if (failure == null) {
                exchange.respond(response);
            } else {
                exchange.fail(failure);
            }
        });
    }
}
