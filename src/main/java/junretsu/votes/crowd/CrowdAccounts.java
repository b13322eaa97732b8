package junretsu.votes.crowd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.base.OldestFirst;
import junretsu.base.Sha256;
import junretsu.net.http.HttpAnswer;
import junretsu.net.http.HttpCall;
import junretsu.net.http.HttpCalls;
import junretsu.text.JsonReader;
import junretsu.text.JsonWriter;
import junretsu.web.Request;

/**
 * Asks a users server whose session a browser has, by {@code POST /api/validate}. An answer holds for half a minute,
 * so that a browser that comes back or posts many messages costs no question each. Any thread may call.
 */
final class CrowdAccounts {
    private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long KNOWN_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Questions that are under way at most; sessions that were made up are asked about each time. */
    private static final int ASKING_MAX = 256;

    private static final int UNAUTHORIZED = 401;
    private static final int OK = 200;

    /** Takes the outcome. */
    interface Taker {
        /** @param username of the account */
        void known(String username);

        /** There is no session. */
        void stranger();

        /** The users server cannot be asked now. */
        void unknown(Throwable cause);
    }

    private record Known(String username, long untilNanos) {}

    private final HttpCalls calls;
    private final Clock clock;
    private final UsersAddress server;
    private final String head;
    private final OldestFirst<Known> known;
    private final Semaphore asking = new Semaphore(ASKING_MAX);

    /**
     * @param users of the server
     * @param max answers that are kept
     */
    CrowdAccounts(URI users, HttpCalls calls, int max, Clock clock) {
        this(users, calls, max, clock, () -> new InetSocketAddress(users.getHost(), port(users)));
    }

    private static int port(URI users) {
        return users.getPort() < 0 ? 80 : users.getPort();
    }

    /** @param lookUp waits for the address of the server's name; unresolved where it has none */
    CrowdAccounts(URI users, HttpCalls calls, int max, Clock clock, Supplier<InetSocketAddress> lookUp) {
        this.calls = calls;
        this.clock = clock;
        server = new UsersAddress(lookUp, clock);
        head = "POST " + users.getRawPath().replaceFirst("/+$", "") + "/api/validate HTTP/1.1\r\nHost: "
                + users.getRawAuthority() + "\r\nContent-Type: application/json\r\nContent-Length: ";
        known = new OldestFirst<>(max);
    }

    /** Finds out; the taker is called once, perhaps at once, and by a thread that it must not block. */
    void find(Request request, Taker taker) {
        find(token(request), taker);
    }

    /** @param token null when there is none */
    void find(String token, Taker taker) {
        if (token == null || token.isEmpty()) {
            taker.stranger();
            return;
        }
        String name = HexFormat.of().formatHex(Sha256.hash(token.getBytes(StandardCharsets.UTF_8)));
        Known before = known.get(name);
        if (before != null && clock.nanoTime() - before.untilNanos() < 0) {
            taker.known(before.username());
        } else if (asking.tryAcquire()) {
            ask(token, name, taker);
        } else {
            taker.unknown(new IOException(ASKING_MAX + " questions to the users server are under way"));
        }
    }

    /** A browser's cookie, as the users server names it with and without TLS, or a program's bearer token. */
    private static String token(Request request) {
        String secure = request.cookie("__Host-session");
        String plain = secure == null ? request.cookie("session") : secure;
        return plain == null ? request.bearerToken() : plain;
    }

    private void ask(String token, String name, Taker taker) {
        String json =
                new JsonWriter().beginObject().field("token", token).endObject().toString();
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] start = (head + body.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        calls.send(new HttpCall(server.last(), start, body, body.length, clock.nanoTime() + ASK_NANOS) {
            @Override
            protected void answered(HttpAnswer answer) {
                asking.release();
                take(answer, name, taker);
            }

            @Override
            protected void failed(IOException cause) {
                asking.release();
                unknown(cause, taker);
            }
        });
    }

    private void take(HttpAnswer answer, String name, Taker taker) {
        if (answer.status() == UNAUTHORIZED) {
            taker.stranger();
            return;
        }
        Object username = answer.status() == OK ? username(answer) : null;
        if (username instanceof String text) {
            known.put(name, new Known(text, clock.nanoTime() + KNOWN_NANOS));
            taker.known(text);
        } else {
            unknown(new IOException("it answered " + answer.status()), taker);
        }
    }

    private void unknown(IOException cause, Taker taker) {
        server.failed();
        taker.unknown(cause);
    }

    private static Object username(HttpAnswer answer) {
        try {
            return JsonReader.readObject(new String(answer.body(), StandardCharsets.UTF_8))
                    .get("username");
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
