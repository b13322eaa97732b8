package junretsu.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import junretsu.service.data.TableSink;
import junretsu.text.JsonWriter;

/**
 * Writes tables as one JSON object, a member for each table, an array of objects a line each; or, as CSV (RFC 4180),
 * one of them alone. One thread.
 */
final class DataTables implements TableSink, Closeable {
    private final Writer out;
    private final boolean isJson;

    /** The table that CSV is made of; null for the first. */
    private String wanted;

    private final StringBuilder seen = new StringBuilder();
    private String[] columns;
    private boolean isWanted;
    private boolean isWritten;
    private boolean isFirst = true;

    /** @param table that CSV is made of; null for the first one */
    DataTables(Writer out, boolean isJson, String table) {
        this.out = out;
        this.isJson = isJson;
        wanted = table;
    }

    /** Begins with what is the same for all tables. */
    void begin(String service, String path) throws IOException {
        if (isJson) {
            JsonWriter head = new JsonWriter().beginObject();
            String text = head.field("service", service)
                    .field("path", path)
                    .endObject()
                    .toString();
            out.write(text.substring(0, text.length() - 1));
        }
    }

    @Override
    public void table(String name, String... names) throws IOException {
        endTable();
        seen.append(seen.length() == 0 ? "" : ", ").append(name);
        columns = names;
        isFirst = true;
        if (isJson) {
            out.write(",\n\"" + name + "\":[");
            return;
        }
        wanted = wanted == null ? name : wanted;
        isWanted = wanted.equals(name);
        isWritten |= isWanted;
        if (isWanted) {
            line((Object[]) names);
        }
    }

    @Override
    public void row(Object... values) throws IOException {
        assert values.length == columns.length : "a row of " + values.length + " values";
        if (isJson) {
            out.write((isFirst ? "\n" : ",\n") + object(values));
        } else if (isWanted) {
            line(values);
        }
        isFirst = false;
    }

    private String object(Object[] values) {
        JsonWriter json = new JsonWriter().beginObject();
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Number number) {
                json.field(columns[i], number.longValue());
            } else if (values[i] instanceof Boolean truth) {
                json.field(columns[i], truth.booleanValue());
            } else {
                json.field(columns[i], (String) values[i]);
            }
        }
        return json.endObject().toString();
    }

    private void line(Object... values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            out.write((i == 0 ? "" : ",") + quoted(values[i]));
        }
        out.write("\r\n");
    }

    private static String quoted(Object value) {
        String text = value == null ? "" : value.toString();
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private void endTable() throws IOException {
        if (isJson && columns != null) {
            out.write("\n]");
        }
    }

    /** The table that was asked for and not among the rows; null when it was. */
    String missing() {
        return isJson || isWritten ? null : wanted;
    }

    /** The names of all tables. */
    String tables() {
        return seen.toString();
    }

    /** Ends the text and hands all of it over; the writer stays open. */
    @Override
    public void close() throws IOException {
        endTable();
        if (isJson) {
            out.write("\n}\n");
        }
        out.flush();
    }
}
