package junretsu.users.blast;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.users.line.Verb;

/**
 * A users server's counts of requests, as its metrics show them at one moment, or what came between two. Immutable.
 *
 * @param hashes slow hashes that it has computed
 */
record ServerCounts(Map<String, Long> requests, long hashes) {
    private static final int TIMEOUT_MS = 5_000;
    private static final String OK = "ok";

    /** All other results in one. */
    private static final String FAILED = "failed";

    private static final Pattern REQUESTS = Pattern.compile(
            "(?m)^junretsu_users_request_duration_seconds_count\\{verb=\"(\\w+)\",result=\"(\\w+)\"} (\\d+)$");
    private static final Pattern HASHES =
            Pattern.compile("(?m)^junretsu_users_hashes_total\\{outcome=\"hashed\"} (\\d+)$");

    /**
     * Reads them over HTTP.
     *
     * @param server such as {@code http://127.0.0.1:7081}
     * @throws IOException when it does not answer, or is no users server
     */
    static ServerCounts read(URI server) throws IOException {
        URI metrics = URI.create(server.toString().replaceAll("(/metrics)?/*$", "") + "/metrics");
        HttpURLConnection connection = (HttpURLConnection) metrics.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("it answers " + connection.getResponseCode());
        }
        try (InputStream body = connection.getInputStream()) {
            return parse(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static ServerCounts parse(String metrics) throws IOException {
        Map<String, Long> requests = new HashMap<>();
        Matcher request = REQUESTS.matcher(metrics);
        while (request.find()) {
            String result = request.group(2).equals(OK) ? OK : FAILED;
            requests.merge(key(request.group(1), result), Long.parseLong(request.group(3)), Long::sum);
        }
        Matcher hashes = HASHES.matcher(metrics);
        if (!hashes.find()) {
            throw new IOException("it shows no metrics of a users server");
        }
        return new ServerCounts(Map.copyOf(requests), Long.parseLong(hashes.group(1)));
    }

    /** The requests of a verb that succeeded. */
    long succeeded(Verb verb) {
        return requests.getOrDefault(key(name(verb), OK), 0L);
    }

    /** The requests of a verb that did not. */
    long failed(Verb verb) {
        return requests.getOrDefault(key(name(verb), FAILED), 0L);
    }

    /** The counts since an earlier moment. @throws IOException when the server was started anew meanwhile */
    ServerCounts since(ServerCounts before) throws IOException {
        Map<String, Long> grown = new HashMap<>(requests);
        before.requests.forEach((key, count) -> grown.merge(key, -count, Long::sum));
        if (hashes < before.hashes || grown.values().stream().anyMatch(count -> count < 0)) {
            throw new IOException(
                    "it shows less than before: it was started anew meanwhile, so its counts cannot be compared");
        }
        return new ServerCounts(Map.copyOf(grown), hashes - before.hashes);
    }

    static String name(Verb verb) {
        return verb.name().toLowerCase(Locale.ROOT);
    }

    private static String key(String verb, String result) {
        return verb + ' ' + result;
    }
}
