package junretsu.web;

import java.util.function.Consumer;
import java.util.function.Function;

/** Asked about a request before any of its body is read. May be called by any thread, several at once. */
@FunctionalInterface
public interface Guard {

    /**
     * Decides at once, or later from any thread; nothing waits meanwhile. A guard that answers the request itself
     * decides nothing. What is thrown at once becomes the answer, as in {@link Exchange#fail}.
     *
     * @param decided takes the answer that is sent instead of the endpoint's; null for a request that goes on
     */
    void ask(Exchange exchange, Consumer<Response> decided);

    /** A guard that decides in the calling thread. */
    static Guard of(Function<Request, Response> refusal) {
        return (exchange, decided) -> decided.accept(refusal.apply(exchange.request()));
    }
}
