package junretsu.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import junretsu.text.JsonReader;
import junretsu.text.JsonWriter;

/** A client of a users server that sends a line and waits for the answer. For one thread. */
public final class UserLine implements AutoCloseable {
    private static final List<String> OF_USER = List.of("Username", "Password", "Nickname", "Token");

    private final Socket socket;
    private final BufferedReader in;

    public UserLine(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(30_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Sends a text as it is; null when the server has closed. */
    public String raw(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        return in.readLine();
    }

    /** @param fields of the user, names and texts in turn */
    public Map<String, Object> ask(String verb, String... fields) throws IOException {
        JsonWriter json = new JsonWriter().beginObject().field("Format", verb).beginObject("User");
        for (int i = 0; i < fields.length; i += 2) {
            json.field(fields[i], fields[i + 1]);
        }
        String answer = raw(json.endObject().endObject().toString());
        if (answer == null) {
            throw new IOException("closed without an answer");
        }
        return JsonReader.readObject(answer);
    }

    /**
     * Asks with an {@code Id}, so that the answer has the added fields too.
     *
     * @param fields of the user and beside it, names and texts in turn
     */
    public Map<String, Object> askExtended(String verb, String... fields) throws IOException {
        JsonWriter json = new JsonWriter().beginObject().field("Format", verb).field("Id", 7);
        write(json, false, fields);
        write(json.beginObject("User"), true, fields);
        String answer = raw(json.endObject().endObject().toString());
        if (answer == null) {
            throw new IOException("closed without an answer");
        }
        return JsonReader.readObject(answer);
    }

    private static void write(JsonWriter json, boolean ofUser, String... fields) {
        for (int i = 0; i < fields.length; i += 2) {
            if (OF_USER.contains(fields[i]) == ofUser) {
                json.field(fields[i], fields[i + 1]);
            }
        }
    }

    /** A field of the answer's user. */
    @SuppressWarnings("unchecked")
    public static String user(Map<String, Object> answer, String field) {
        return (String) ((Map<String, Object>) answer.get("User")).get(field);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
