package junretsu.sql;

import java.sql.SQLException;

/** Work on a database that was not done; the message is a sentence's part, as in {@code the disk is full}. */
public final class SqlException extends Exception {
    private static final long serialVersionUID = 1;

    private final SqlFault fault;

    SqlException(SqlFault fault, Throwable cause) {
        this(fault, cause, fault.sentence(cause));
    }

    SqlException(SqlFault fault, Throwable cause, String sentence) {
        super(sentence, cause);
        this.fault = fault;
    }

    /** Returns what an exception thrown by SQL means. */
    static SqlException of(SQLException cause) {
        return new SqlException(SqlFault.of(cause), cause);
    }

    /** Returns true when the work itself is at fault: done again, it would fail again, and other work would not. */
    public boolean isOfUnit() {
        return fault.isOfUnit();
    }

    public SqlFault fault() {
        return fault;
    }
}
