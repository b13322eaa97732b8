package junretsu.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what is no proper request and never came to a route: in the form of all errors, with nothing of what was
 * sent. The connection ends with the answer: where the next request begins is anybody's guess, and Jetty, which may
 * complete such an exchange twice, would charge it to that request.
 */
final class ErrorAnswers implements Request.Handler {
    private final Routes routes;

    ErrorAnswers(Routes routes) {
        this.routes = routes;
    }

    @Override
    public boolean handle(Request request, org.eclipse.jetty.server.Response response, Callback callback) {
        int status = response.getStatus();
        Problem problem = new Problem(status, detail(status), null);
        ErrorForm form = request.getConnectionMetaData() instanceof WebConnection connection
                ? routes.errorForm(connection.target())
                : ErrorForm.TEXT;
        RouteHandler.addDefaults(response.getHeaders());
        response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, form.type());
        byte[] body = form.body(problem).getBytes(StandardCharsets.UTF_8);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static String detail(int status) {
        return switch (status) {
            case 414, 431 -> "the request line and the headers are longer than this server takes";
            case 500 -> "the server failed to answer";
            default -> "this is no proper HTTP request";
        };
    }
}
