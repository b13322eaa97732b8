package junretsu.service.data;

import java.io.IOException;

/** Takes tables, one after another, each row by row. */
public interface TableSink {
    /** Begins a table. */
    void table(String name, String... columns) throws IOException;

    /** @param values as many as the table has columns: texts, whole numbers, truth values, null for none */
    void row(Object... values) throws IOException;
}
