package junretsu.sql;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The ways in which work on a database fails. The label of each is a value of a metric's label, so it stays what it is.
 */
public enum SqlFault {
    /** A row that is there already, or one that another needs. */
    CONSTRAINT("constraint", null),
    /** Any other fault of the work itself, such as a value that is too long. */
    STATEMENT("statement", null),
    /** More work waits than the queue takes, or no reader became free in time. */
    OVERLOADED("overloaded", "too much waits for the database"),
    /** A database server that does not answer, or not in time. */
    CONNECTION("connection", "the database does not answer"),
    /** The disk, or its quota, has no room left. */
    FULL("full", "the disk is full"),
    /** The disk failed. */
    IO("io", "the disk failed"),
    /** Another program, or another transaction of a server, holds a lock. */
    BUSY("busy", "another program holds the lock of the database"),
    /** The file or its directory may not be written. */
    READONLY("readonly", "the database may not be written"),
    /** The file is damaged, or no database. */
    CORRUPT("corrupt", "the database is damaged"),
    /** The server ends. */
    CLOSED("closed", "the database is closed");

    private static final int LOW_BYTE = 0xff;

    private final String label;
    private final String sentence;

    SqlFault(String label, String sentence) {
        this.label = label;
        this.sentence = sentence;
    }

    public String label() {
        return label;
    }

    /** Returns whether the work itself is at fault, so that other work is not touched by it. */
    public boolean isOfUnit() {
        return sentence == null;
    }

    /** The fault in words, followed by the database's where there are any. */
    String sentence(Throwable cause) {
        if (cause == null) {
            return sentence;
        }
        String words = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return sentence == null || this == FULL ? (sentence == null ? words : sentence) : sentence + ": " + words;
    }

    /**
     * Returns what an exception of SQLite's driver means. The numbers are SQLite's primary result codes (sqlite3.h,
     * sqlite.org/rescode.html).
     */
    static SqlFault of(SQLException e) {
        if (e instanceof SQLiteException lite && lite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE) {
            // The file beside the database that is mapped: it is written in full when it is made.
            return FULL;
        }
        return switch (e.getErrorCode() & LOW_BYTE) {
            case 19 -> CONSTRAINT;
            case 13 -> FULL;
            case 7, 10, 14, 15, 22 -> IO;
            case 5, 6 -> BUSY;
            case 3, 8, 23 -> READONLY;
            case 11, 26 -> CORRUPT;
            default -> STATEMENT;
        };
    }
}
