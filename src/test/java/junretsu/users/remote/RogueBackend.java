package junretsu.users.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.testing.SocketServer;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;

/**
 * A back end that answers each request with the nickname {@code "of " + username}, and now and then does what no back end
 * should. Answers are joined for as long as more requests are there.
 */
final class RogueBackend implements AutoCloseable {
    enum Fault {
        LATE,
        SWAPPED,
        SKIPPED,
        TWICE,
        OTHER_ID,
        NO_ID,
        CUT,
        GARBAGE,
        CLOSED
    }

    private final SocketServer server;
    private final Map<Fault, AtomicLong> faults = new ConcurrentHashMap<>();
    private final Random random;
    private final int linesAFault;
    private final long lateMs;
    private int turn;

    /** @param linesAFault of so many lines one is answered with a fault; 0 for none */
    RogueBackend(long seed, int linesAFault, long lateMs) {
        random = new Random(seed);
        this.linesAFault = linesAFault;
        this.lateMs = lateMs;
        for (Fault fault : Fault.values()) {
            faults.put(fault, new AtomicLong());
        }
        server = new SocketServer("rogue", this::serve);
    }

    int port() {
        return server.port();
    }

    int connections() {
        return server.connections();
    }

    long count(Fault fault) {
        return faults.get(fault).get();
    }

    private void serve(Socket client) throws IOException {
        BufferedReader requests =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream();
        StringBuilder answers = new StringBuilder();
        String before = "";
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            Map<?, ?> request = (Map<?, ?>) JsonReader.read(line.getBytes(StandardCharsets.UTF_8));
            long id = (Long) request.get("Id");
            String name = (String) ((Map<?, ?>) request.get("User")).get("Username");
            Fault fault = fault();
            if (fault == null) {
                answers.append(answer(id, name));
            } else if (!commit(fault, id, name, before, answers)) {
                out.write(answers.toString().getBytes(StandardCharsets.UTF_8));
                return;
            }
            before = name;
            if (!requests.ready() || fault != null) {
                out.write(answers.toString().getBytes(StandardCharsets.UTF_8));
                answers.setLength(0);
            }
        }
    }

    private synchronized Fault fault() {
        if (linesAFault == 0 || random.nextInt(linesAFault) > 0) {
            return null;
        }
        Fault fault = Fault.values()[turn++ % Fault.values().length];
        faults.get(fault).incrementAndGet();
        return fault;
    }

    /** @return false when the connection has to end here */
    private boolean commit(Fault fault, long id, String name, String before, StringBuilder answers) {
        String right = answer(id, name);
        switch (fault) {
            case LATE -> {
                Waiting.sleep(lateMs);
                answers.append(right);
            }
            case SWAPPED -> answers.append(answer(id + 1, "later")).append(right);
            case TWICE -> answers.append(right).append(right);
            case OTHER_ID -> answers.append(answer(id - 1, before));
            case NO_ID -> answers.append(answer(id, before).replace("\"Id\"", "\"Other\""));
            case CUT -> answers.append(right, 0, right.length() / 2);
            case GARBAGE -> answers.append("{\"Success\":true,\"User\":{\"Username\":\n");
            default -> {}
        }
        return fault != Fault.CUT && fault != Fault.CLOSED;
    }

    private static String answer(long id, String name) {
        return "{\"Success\":true,\"User\":{\"Username\":\"" + name + "\",\"Password\":\"\",\"Nickname\":\"of " + name
                + "\",\"Token\":\"\"},\"Err\":\"\",\"Id\":" + id + "}\n";
    }

    @Override
    public void close() {
        server.close();
    }
}
