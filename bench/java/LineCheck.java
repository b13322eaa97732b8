import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends pipelined requests to a users server and compares each answer, byte for byte, with the one that the request has
 * to have. It knows the protocol from docs/USERS.md alone and uses no class of the project:
 *
 * <pre>
 *   java -jar junretsu.jar users seed 10k --data DIR
 *   java -jar junretsu.jar serve users --data DIR --seed-users --upgrade-seed off --listen 127.0.0.1:7080
 *   java bench/java/LineCheck.java 127.0.0.1:7080 10000000 [connections] [depth] [seed]
 * </pre>
 *
 * Each connection has accounts of its own and up to {@code depth} requests under way. Of a nickname that is being
 * changed, an answer may have the old or the new one, but never one older than what was acknowledged when the request
 * was sent. No token may be given twice. Exits with 3 when an answer is wrong.
 */
public final class LineCheck {
    private static final int USERS_EACH = 40;
    private static final int PASSWORDS = 10_000;
    private static final int TOKEN_CHARACTERS = 43;
    private static final int SHOWN_MAX = 5;

    /** Nicknames as JSON has them in a request, and as the answer has to have them (Go's encoding/json). */
    private static final String[][] NICKNAMES = {
        {"plain", "plain"},
        {"50%d off %s", "50%d off %s"},
        {"<b>&amp;", "\\u003cb\\u003e\\u0026amp;"},
        {"\\u6f22 \u5b57", "\u6f22 \u5b57"},
        {"\\\"quoted\\\\", "\\\"quoted\\\\"},
        {"\\ud83c\\udf89", "\ud83c\udf89"},
        {"\u0634\u0645\u0633", "\u0634\u0645\u0633"},
    };

    private static final String NOBODY = "{\"Username\":\"\",\"Password\":\"\",\"Nickname\":\"\",\"Token\":\"\"}";

    private static final ConcurrentHashMap<String, Boolean> TOKENS = new ConcurrentHashMap<>();
    private static final AtomicLong LEFT = new AtomicLong();
    private static final AtomicLong CHECKED = new AtomicLong();
    private static final AtomicLong WRONG = new AtomicLong();
    private static final AtomicLong[] KINDS = new AtomicLong[Kind.values().length];

    private enum Kind {
        LOGIN,
        VALIDATE,
        UPDATE_NICKNAME,
        LOGOUT,
        INVALID_TOKEN,
        OTHER_NAME,
        INVALID_PACKET
    }

    private static final class Session {
        final String token;

        /** The place of the last request that named it. */
        long usedAt;

        Session(String token) {
            this.token = token;
        }
    }

    /** An account as this connection, the only one that uses it, knows it. */
    private static final class User {
        final int number;
        final Deque<Session> sessions = new ArrayDeque<>();

        /** As answers have them, from the seeded one on. */
        final List<String> nicknames = new ArrayList<>();

        int acknowledged;
        boolean isChanging;

        User(int number) {
            this.number = number;
            nicknames.add("nick" + number % PASSWORDS);
        }
    }

    /** A request under way. */
    private static final class Sent {
        final Kind kind;
        final User user;
        final String token;
        final String id;
        final String line;
        final int nickname;

        Sent(Kind kind, User user, String token, String id, String line) {
            this.kind = kind;
            this.user = user;
            this.token = token;
            this.id = id;
            this.line = line;
            nickname = user.acknowledged;
        }
    }

    private final Random random;
    private final List<User> users = new ArrayList<>();
    private final Deque<Sent> underWay = new ArrayDeque<>();
    private final InputStream in;
    private final OutputStream out;
    private final int depth;
    private long sent;
    private long answered;

    private LineCheck(String host, int port, int number, int depth, long seed) throws IOException {
        random = new Random(seed + number);
        Socket socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = socket.getOutputStream();
        this.depth = depth;
        for (int i = 0; i < USERS_EACH; i++) {
            users.add(new User(number * USERS_EACH + i));
        }
    }

    public static void main(String[] args) throws Exception {
        String[] address = args[0].split(":");
        long count = Long.parseLong(args[1]);
        int connections = args.length > 2 ? Integer.parseInt(args[2]) : 8;
        int depth = args.length > 3 ? Integer.parseInt(args[3]) : 100;
        long seed = args.length > 4 ? Long.parseLong(args[4]) : System.nanoTime();
        for (int i = 0; i < KINDS.length; i++) {
            KINDS[i] = new AtomicLong();
        }
        LEFT.set(count);
        long begin = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            LineCheck check = new LineCheck(address[0], Integer.parseInt(address[1]), i, depth, seed);
            Thread thread = new Thread(check::run);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%,d answers checked in %.1f s, %,.0f a second, seed %d%n", CHECKED.get(), seconds,
                CHECKED.get() / seconds, seed);
        for (Kind kind : Kind.values()) {
            System.out.printf("  %-16s %,d%n", kind.name().toLowerCase(), KINDS[kind.ordinal()].get());
        }
        boolean isWhole = CHECKED.get() == count;
        System.out.printf("  %-16s %,d%n  %-16s %,d%n", "wrong", WRONG.get(), "unanswered", count - CHECKED.get());
        System.exit(WRONG.get() > 0 || !isWhole ? 3 : 0);
    }

    private void run() {
        try {
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            boolean isMore = true;
            while (isMore || !underWay.isEmpty()) {
                batch.reset();
                for (int room = random.nextInt(depth) + 1; isMore && room > 0 && underWay.size() < depth; room--) {
                    isMore = LEFT.decrementAndGet() >= 0;
                    if (isMore) {
                        Sent next = next();
                        underWay.add(next);
                        batch.write(next.line.getBytes(StandardCharsets.UTF_8));
                        batch.write('\n');
                    }
                }
                out.write(batch.toByteArray());
                for (int some = random.nextInt(depth) + 1; some > 0 && !underWay.isEmpty(); some--) {
                    check(underWay.poll(), line());
                }
            }
        } catch (IOException e) {
            System.err.println("a connection failed: " + e);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the server ended the connection behind " + line);
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private Sent next() {
        User user = users.get(random.nextInt(users.size()));
        String id = id();
        Session newest = user.sessions.peekLast();
        String token = newest == null ? null : newest.token;
        int dice = random.nextInt(100);
        sent++;
        if (token == null || dice < 12) {
            return sent(Kind.LOGIN, user, null, id,
                    "\"Username\":\"id" + user.number + "\",\"Password\":\"pass" + user.number % PASSWORDS + "\"");
        } else if (dice < 24 && !user.isChanging) {
            String[] nickname = NICKNAMES[random.nextInt(NICKNAMES.length)];
            int number = user.nicknames.size();
            Sent sent = sent(Kind.UPDATE_NICKNAME, user, token, id,
                    "\"Token\":\"" + token + "\",\"Nickname\":\"" + number + " " + nickname[0] + "\"");
            user.nicknames.add(number + " " + nickname[1]);
            user.isChanging = true;
            newest.usedAt = this.sent;
            return sent;
        } else if (dice < 27 && user.sessions.size() > 3 && user.sessions.peekFirst().usedAt <= answered) {
            String oldest = user.sessions.pollFirst().token;
            return sent(Kind.LOGOUT, user, oldest, id, "\"Token\":\"" + oldest + "\"");
        } else if (dice < 30) {
            return sent(Kind.INVALID_TOKEN, user, token, id, "\"Token\":\"" + new StringBuilder(token).reverse() + "\"");
        } else if (dice < 32) {
            return sent(Kind.OTHER_NAME, user, token, id,
                    "\"Username\":\"id" + (user.number + 1) + "\",\"Token\":\"" + token + "\"");
        } else if (dice < 34) {
            return new Sent(Kind.INVALID_PACKET, user, null, null, "{\"Format\":\"VALIDATE\",\"User\":{\"Token\":\"");
        }
        newest.usedAt = sent;
        return sent(Kind.VALIDATE, user, token, id, "\"Token\":\"" + token + "\"");
    }

    private Sent sent(Kind kind, User user, String token, String id, String fields) {
        String format = kind == Kind.INVALID_TOKEN || kind == Kind.OTHER_NAME ? "VALIDATE" : kind.name();
        String line = "{\"" + (random.nextBoolean() ? "Format" : "fORMAT") + "\":\"" + format + "\",\"User\":{" + fields
                + "}" + (id == null ? "" : ",\"Id\":" + id) + "}";
        return new Sent(kind, user, token, id, line);
    }

    private String id() {
        switch (random.nextInt(3)) {
            case 0:
                return null;
            case 1:
                return Integer.toString(random.nextInt());
            default:
                return "\"<\\u0041 " + random.nextInt() + "\"";
        }
    }

    private void check(Sent sent, String answer) {
        answered++;
        CHECKED.incrementAndGet();
        KINDS[sent.kind.ordinal()].incrementAndGet();
        String why = wrong(sent, answer);
        if (why != null && WRONG.incrementAndGet() <= SHOWN_MAX) {
            System.err.println("wrong, " + why + "\n  asked    " + sent.line + "\n  answered " + answer);
        }
    }

    /** Returns what is wrong with an answer; null when nothing is. */
    private static String wrong(Sent sent, String answer) {
        User user = sent.user;
        String id = sent.id == null ? "" : ",\"Id\":" + sent.id;
        switch (sent.kind) {
            case LOGIN:
                int at = answer.indexOf("\"Token\":\"") + 9;
                String token = answer.substring(at, Math.min(at + TOKEN_CHARACTERS, answer.length()));
                if (!token.matches("[A-Za-z0-9_-]{" + TOKEN_CHARACTERS + "}")) {
                    return "no token";
                }
                if (TOKENS.put(token, true) != null) {
                    return "a token that was given before";
                }
                user.sessions.addLast(new Session(token));
                return isOneOf(user, sent.nickname, token, id, answer) ? null : "not this user";
            case VALIDATE:
                return isOneOf(user, sent.nickname, sent.token, id, answer) ? null : "not this user, or stale";
            case UPDATE_NICKNAME:
                user.isChanging = false;
                user.acknowledged = user.nicknames.size() - 1;
                return isOneOf(user, user.acknowledged, sent.token, id, answer) ? null : "not what was written";
            case LOGOUT:
                return equal(answer, "{\"Success\":true,\"User\":" + NOBODY + ",\"Err\":\"\"" + id + "}");
            case INVALID_PACKET:
                return equal(answer, "{\"Success\":false,\"User\":" + NOBODY + ",\"Err\":\"Invalid packet\"}");
            default:
                return equal(answer, "{\"Success\":false,\"User\":" + NOBODY + ",\"Err\":\"Invalid token\"" + id + "}");
        }
    }

    private static String equal(String answer, String expected) {
        return answer.equals(expected) ? null : "expected " + expected;
    }

    /** Returns whether the answer is this user with a nickname from one on. */
    private static boolean isOneOf(User user, int from, String token, String id, String answer) {
        for (int i = user.nicknames.size() - 1; i >= from; i--) {
            String expected = "{\"Success\":true,\"User\":{\"Username\":\"id" + user.number
                    + "\",\"Password\":\"\",\"Nickname\":\"" + user.nicknames.get(i) + "\",\"Token\":\"" + token
                    + "\"},\"Err\":\"\"" + id + "}";
            if (answer.equals(expected)) {
                return true;
            }
        }
        return false;
    }
}
