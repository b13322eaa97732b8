package junretsu.net.hook;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * A POST over HTTP/1.1. The status decides; of the body no more than {@value #BODY_BYTES_MAX} bytes are read, and a
 * redirect is not followed. There is no limit of time: the JDK's own covers the headers only until Java 26, and up to
 * Java 17 goes by the wall clock, so the caller keeps the time and calls {@link #abort}.
 */
final class HttpPost implements Post, BodyHandler<Void>, BodySubscriber<Void> {
    private static final int BODY_BYTES_MAX = 16 << 10;

    private final CompletableFuture<Void> body = new CompletableFuture<>();
    private CompletableFuture<HttpResponse<Void>> exchange;
    private long bodyBytes;

    /** Written by the client's threads, before the exchange completes; 0 before the headers have come. */
    private volatile int status;

    /** Written by the client's threads; null before the headers have come. */
    private volatile Flow.Subscription subscription;

    private HttpPost() {}

    /** Posts to one URL. May be used by any thread. */
    static final class Client {
        private final HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        private final URI url;

        /** @param url with {@code user:password@} to send these as basic authorization */
        Client(URI url) {
            this.url = url;
        }

        /** Begins to post a JSON text; returns at once. Never throws: what goes wrong is the post's problem. */
        HttpPost begin(String json) {
            HttpPost post = new HttpPost();
            try {
                post.exchange = http.sendAsync(request(json), post);
            } catch (RuntimeException e) {
                post.exchange = CompletableFuture.failedFuture(e);
            }
            return post;
        }

        private HttpRequest request(String json) {
            HttpRequest.Builder request = HttpRequest.newBuilder(url)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json));
            if (url.getUserInfo() != null) {
                byte[] user = url.getUserInfo().getBytes(StandardCharsets.UTF_8);
                request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
            }
            return request.build();
        }
    }

    @Override
    public boolean isDone() {
        return exchange.isDone();
    }

    @Override
    public String problem() {
        if (status != 0) {
            return status / 100 == 2 ? null : "the receiver answered " + status;
        }
        if (!exchange.isCompletedExceptionally() || exchange.isCancelled()) {
            return "the receiver does not answer";
        }
        try {
            exchange.join();
            throw new IllegalStateException("a response without a status");
        } catch (CompletionException e) {
            return "the receiver cannot be reached: " + sentence(e.getCause());
        }
    }

    @Override
    public void abort() {
        exchange.cancel(true);
        Flow.Subscription reading = subscription;
        if (reading != null) {
            reading.cancel();
        }
        body.complete(null);
    }

    @Override
    public BodySubscriber<Void> apply(ResponseInfo info) {
        status = info.statusCode();
        return this;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription reading) {
        subscription = reading;
        if (body.isDone()) {
            reading.cancel();
        } else {
            reading.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        bodyBytes += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (bodyBytes > BODY_BYTES_MAX) {
            subscription.cancel();
            body.complete(null);
        }
    }

    @Override
    public void onError(Throwable cause) {
        body.complete(null);
    }

    @Override
    public void onComplete() {
        body.complete(null);
    }

    private static String sentence(Throwable cause) {
        if (cause.getCause() instanceof UnresolvedAddressException) {
            return "its host name has no address";
        }
        if (cause instanceof ConnectException) {
            return "it accepts no connection";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
