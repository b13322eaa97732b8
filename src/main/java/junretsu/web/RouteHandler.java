package junretsu.web;

import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import junretsu.web.Routes.Route;
import junretsu.web.View.Content;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content.Source;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;

/** Finds what a request asks for, and answers it. */
final class RouteHandler extends Handler.Abstract {
    static final int BODY_BYTES_MAX = 4_096;

    private static final String BEARER = "Bearer ";

    /**
     * Nothing from elsewhere, no script or style within a page; any page may frame it, as a desk of many screens does, since
     * nothing can be clicked that changes anything.
     */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

    private final Routes routes;
    private final BiConsumer<String, Throwable> faults;

    RouteHandler(Routes routes, BiConsumer<String, Throwable> faults) {
        this.routes = routes;
        this.faults = faults;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        String path = Request.getPathInContext(request);
        Route route = routes.at(path);
        if (route == null) {
            send(response, callback, Content.text(404, "nothing is shown at this path; the README lists what is\n"));
        } else if (!route.methods().contains(request.getMethod())) {
            String allowed = String.join(", ", route.methods());
            headers.put(HttpHeader.ALLOW, allowed);
            send(response, callback, Content.text(405, "this path takes " + allowed + "\n"));
        } else if (request.getMethod().equals("POST")) {
            perform(route.action(), request, response, callback);
        } else if (route.stream() != null) {
            stream(route.stream(), request, response, callback);
        } else {
            send(response, callback, content(route.view(), path, request));
        }
        return true;
    }

    private Content content(View view, String path, Request request) {
        try {
            Fields query = Request.extractQueryParameters(request);
            return view.content(query::getValue);
        } catch (IllegalArgumentException e) {
            return Content.text(400, e.getMessage() + "\n");
        } catch (RuntimeException e) {
            return failed(path, e);
        }
    }

    private void stream(EventStream stream, Request request, Response response, Callback callback) {
        if (request.getMethod().equals("HEAD")) {
            send(response, callback, new Content(200, "text/event-stream", new byte[0], null));
        } else if (!stream.admit(response, callback)) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "5");
            String sentence = "all " + stream.clientsMax() + " places of this stream are taken\n";
            send(response, callback, Content.text(503, sentence));
        }
    }

    private void perform(Action action, Request request, Response response, Callback callback) {
        String credentials = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        boolean isBearer = credentials != null && credentials.regionMatches(true, 0, BEARER, 0, BEARER.length());
        Content refusal = action.refusal(isBearer ? credentials.substring(BEARER.length()) : null);
        if (refusal != null) {
            send(response, callback, refusal);
            return;
        }
        if (request.getLength() > BODY_BYTES_MAX) {
            send(response, callback, tooLarge());
            return;
        }
        String path = Request.getPathInContext(request);
        Source.asByteArrayAsync(
                request, BODY_BYTES_MAX, Promise.Invocable.from(InvocationType.BLOCKING, (body, failure) -> {
                    if (failure == null) {
                        send(response, callback, performed(action, path, body));
                    } else if (failure instanceof IllegalStateException) {
                        send(response, callback, tooLarge());
                    } else {
                        Response.writeError(request, response, callback, failure);
                    }
                }));
    }

    private Content performed(Action action, String path, byte[] body) {
        try {
            return action.perform(body);
        } catch (RuntimeException e) {
            return failed(path, e);
        }
    }

    private Content failed(String path, RuntimeException cause) {
        if (cause instanceof HttpException http) {
            return Content.text(http.getCode(), http.getReason() + "\n");
        }
        faults.accept("answering " + path, cause);
        return Content.text(500, "the server failed to answer; its log says why\n");
    }

    private static Content tooLarge() {
        return Content.text(413, "at most " + BODY_BYTES_MAX + " bytes are taken\n");
    }

    private static void send(Response response, Callback callback, Content content) {
        HttpFields.Mutable headers = response.getHeaders();
        response.setStatus(content.status());
        headers.put(HttpHeader.CONTENT_TYPE, content.type());
        headers.put(HttpHeader.CONTENT_LENGTH, content.body().length);
        if (content.fileName() != null) {
            headers.put("Content-Disposition", "attachment; filename=\"" + content.fileName() + "\"");
        }
        response.write(true, ByteBuffer.wrap(content.body()), callback);
    }
}
