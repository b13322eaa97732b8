package junretsu.users.blast;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.testing.SocketServer;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import junretsu.text.JsonWriter;

/** A users server of seeded users that counts its requests and, once in a while, lies about one. */
final class LyingServer implements AutoCloseable {
    enum Lie {
        NONE,
        OTHER_USER,
        OLDER_NICKNAME,
        UNWRITTEN_NICKNAME,
        OTHER_TOKEN,
        LOST_SESSION,
        WRONG_PASSWORD,
        ANSWER_BEFORE,
        ANSWER_OF_ANOTHER,
        TWICE,
        GARBAGE,
        DROPPED,
        LATE,
        BUSY
    }

    private static final int LATE_MS = 1_500;

    /** The client has seen the answer to a request that so many others have followed. */
    private static final int UNDER_WAY_MAX = 100;

    /** So many changes ago a nickname is older than any request that is under way. */
    private static final int CHANGES = 5;

    private final SocketServer server;
    private final Map<String, Integer> versions = new ConcurrentHashMap<>();
    private final Map<String, Long> known = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong chances = new AtomicLong();
    private final AtomicLong lies = new AtomicLong();
    private volatile Lie lie = Lie.NONE;
    private final AtomicLong only = new AtomicLong();
    private volatile int every = 1;
    private volatile int users = 10_000;
    private volatile String otherAnswer = "";

    LyingServer() {
        server = new SocketServer("lying-server", this::serve);
    }

    /** Lies about one of so many requests for which that lie can be told. */
    LyingServer with(Lie kind, int oneOf) {
        every = oneOf;
        lie = kind;
        return this;
    }

    /** Lies once: about that request, or the next that can be lied about. */
    LyingServer lyingOnceFrom(long request) {
        only.set(request);
        return this;
    }

    /** Knows only the first users. */
    LyingServer knowing(int count) {
        users = count;
        return this;
    }

    int port() {
        return server.port();
    }

    long requests() {
        return requests.get();
    }

    /** Lies told so far. */
    long lies() {
        return lies.get();
    }

    /** The version of a user's nickname. */
    int version(String username) {
        return versions.getOrDefault(username, first(username));
    }

    private static int first(String username) {
        return Integer.parseInt(username.substring(2)) % 10_000;
    }

    private void serve(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        String before = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Map<?, ?> request = (Map<?, ?>) JsonReader.read(line.getBytes(StandardCharsets.UTF_8));
            String answer = spoilt(request, answer(request), before);
            if (answer == null) {
                return;
            }
            client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            before = answer;
        }
    }

    private String answer(Map<?, ?> request) {
        String username = text(request, "Username");
        String token = text(request, "Token");
        if (request.get("Format").equals("LOGIN")) {
            long number = requests.incrementAndGet();
            boolean isKnown = number - known.computeIfAbsent(username, name -> number) > UNDER_WAY_MAX;
            token = "token-" + number;
            tokens.put(token, username);
            boolean isRight = text(request, "Password").equals("pass" + first(username))
                    && Integer.parseInt(username.substring(2)) < users;
            return isRight && !(isKnown && tells(Lie.WRONG_PASSWORD))
                    ? ok(request, username, token)
                    : failed(request, "Invalid password");
        }
        requests.incrementAndGet();
        username = tokens.get(token);
        if (username == null || tells(Lie.LOST_SESSION)) {
            return failed(request, "Invalid token");
        }
        switch ((String) request.get("Format")) {
            case "UPDATE_NICKNAME" ->
                versions.put(
                        username, Integer.parseInt(text(request, "Nickname").substring(4)));
            case "LOGOUT" -> tokens.remove(token);
            default -> {}
        }
        return ok(request, username, token);
    }

    private String ok(Map<?, ?> request, String username, String token) {
        boolean isPlain = request.get("Format").equals("VALIDATE");
        String shownUser = tells(Lie.OTHER_USER) ? "id999999" : username;
        int version = version(username);
        if (isPlain && version >= first(username) + CHANGES && tells(Lie.OLDER_NICKNAME)) {
            version -= CHANGES;
        }
        if (isPlain && tells(Lie.UNWRITTEN_NICKNAME)) {
            version += 1_000_000;
        }
        String shownToken = isPlain && tells(Lie.OTHER_TOKEN) ? "token-0" : token;
        return line(request, true, shownUser, "nick" + version, shownToken, "");
    }

    private static String failed(Map<?, ?> request, String err) {
        return line(request, false, "", "", "", err);
    }

    private static String line(
            Map<?, ?> request, boolean success, String username, String nickname, String token, String err) {
        return new JsonWriter()
                        .beginObject()
                        .field("Success", success)
                        .beginObject("User")
                        .field("Username", username)
                        .field("Password", "")
                        .field("Nickname", nickname)
                        .field("Token", token)
                        .endObject()
                        .field("Err", err)
                        .field("Id", (Long) request.get("Id"))
                        .endObject()
                + "\n";
    }

    /** The answer as it is sent; null when the connection ends instead. */
    private String spoilt(Map<?, ?> request, String right, String before) {
        String other = otherAnswer;
        otherAnswer = right;
        if (!before.isEmpty() && tells(Lie.ANSWER_BEFORE)) {
            return before;
        }
        if (!other.isEmpty() && !other.equals(before) && tells(Lie.ANSWER_OF_ANOTHER)) {
            return other;
        }
        if (tells(Lie.TWICE)) {
            return right + right;
        }
        if (tells(Lie.GARBAGE)) {
            return "{\"Success\":tru\n";
        }
        if (tells(Lie.DROPPED)) {
            return null;
        }
        if (tells(Lie.LATE)) {
            Waiting.sleep(LATE_MS);
        }
        return tells(Lie.BUSY) ? failed(request, "Busy") : right;
    }

    /** The two logins before the load are never lied about. */
    private boolean tells(Lie kind) {
        long request = requests.get();
        boolean tells = lie == kind
                && request > 2
                && (only.get() == 0 ? chances.incrementAndGet() % every == 0 : isTheOnly(request));
        if (tells) {
            lies.incrementAndGet();
        }
        return tells;
    }

    private boolean isTheOnly(long request) {
        long first = only.get();
        return request >= first && only.compareAndSet(first, Long.MAX_VALUE);
    }

    private static String text(Map<?, ?> request, String field) {
        return (String) ((Map<?, ?>) request.get("User")).get(field);
    }

    @Override
    public void close() {
        server.close();
    }
}
