package junretsu.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import junretsu.text.JsonReader;
import junretsu.text.JsonWriter;

/** A browser of a users server, without its page: sends JSON, and keeps cookies as they are set. For one thread. */
public final class FrontClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String url;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String[] headers = {};

    public FrontClient(JunretsuProcess server) {
        url = server.http();
    }

    /** Sends these headers from now on, one of the same name behind the other. @param namesAndValues in turn */
    public FrontClient with(String... namesAndValues) {
        headers = namesAndValues;
        return this;
    }

    /** The value of a cookie; null when there is none. */
    public String cookie(String name) {
        return cookies.get(name);
    }

    /** Asks. @param body names and texts in turn; none for no body */
    public HttpResponse<String> ask(String method, String path, String... body) {
        JsonWriter json = new JsonWriter().beginObject();
        for (int i = 0; i < body.length; i += 2) {
            json.field(body[i], body[i + 1]);
        }
        return body.length == 0
                ? send(method, path, null, HttpRequest.BodyPublishers.noBody())
                : send(
                        method,
                        path,
                        "application/json",
                        HttpRequest.BodyPublishers.ofString(json.endObject().toString()));
    }

    /** Puts a file. */
    public HttpResponse<String> put(String path, String type, byte[] file) {
        return send("PUT", path, type, HttpRequest.BodyPublishers.ofByteArray(file));
    }

    /** The same, which has to succeed. */
    public Map<String, Object> done(String method, String path, String... body) {
        HttpResponse<String> answer = ask(method, path, body);
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body().isEmpty() ? Map.of() : JsonReader.readObject(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String type, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body);
        if (type != null) {
            request.setHeader("Content-Type", type);
        }
        if (!cookies.isEmpty()) {
            request.setHeader(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        Set<String> sent = new HashSet<>();
        for (int i = 0; i < headers.length; i += 2) {
            if (sent.add(headers[i])) {
                request.setHeader(headers[i], headers[i + 1]);
            } else {
                request.header(headers[i], headers[i + 1]);
            }
        }
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            return answer;
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keep(String setCookie) {
        String[] parts = setCookie.split("; ");
        String[] pair = parts[0].split("=", 2);
        if (Arrays.asList(parts).contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }
}
